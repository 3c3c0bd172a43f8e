// The sheet of keys: shown over the record, and printed for the wall.
const GROUPS = [
  ["keysAnswer", [["Enter", "keyEnter"], ["Alt+1 … Alt+5", "keyAlternative"], ["Tab", "keyTab"], ["Alt+C", "copy"],
    ["Alt+L, Esc", "undo"], ["Alt+0", "blank"], ["Alt+K", "illegible"], ["Alt+M", "torn"], ["Alt+V", "verify_later"],
    ["Alt+H", "ask_superior"]]],
  ["keysTone", [["Alt+Z", "level"], ["Alt+F", "falling"], ["Alt+S", "rising"], ["Alt+R", "asking"], ["Alt+X", "tumbling"],
    ["Alt+J", "heavy"]]],
  ["keysWay", [["Alt+↑, Shift+Enter", "back"], ["Alt+↓", "forward"], ["Alt+N", "leave"], ["F1", "help"]]],
  ["keysPage", [["Alt+P", "whole"], ["Alt+=  Alt+-", "zoom"], ["Alt+Shift+← → ↑ ↓", "panning"], ["Alt+O", "turn"],
    ["Alt+T", "contrast"], ["Alt+G", "cleanedWhy"]]],
];
const PRINTED = `body { font: 13pt/1.45 sans-serif; } h1 { font-size: 18pt; } h2 { font-size: 14pt; margin: 12pt 0 4pt; }
  td { padding: 2pt 14pt 2pt 0; vertical-align: top; } kbd { font: 600 12pt monospace; white-space: nowrap; }`;

export function keySheet(words, there = document) {
  const sheet = there.createElement("div");
  sheet.append(line(there, "h1", words.help));
  for (const [title, keys] of GROUPS) {
    const group = there.createElement("section");
    const table = there.createElement("table");
    for (const [key, name] of keys) {
      const row = table.insertRow();
      row.insertCell().append(line(there, "kbd", key));
      row.insertCell().textContent = words[name];
    }
    group.append(line(there, "h2", words[title]), table);
    sheet.append(group);
  }
  sheet.append(line(there, "p", words.keysTyping));
  return sheet;
}

function line(there, kind, text) {
  const element = there.createElement(kind);
  element.textContent = text;
  return element;
}

// Prints the sheet alone, from a frame of its own: the page around it has no place on the wall.
export function printed(words) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.body.append(frame);
  const there = frame.contentDocument;
  there.head.append(line(there, "style", PRINTED));
  there.body.append(keySheet(words, there));
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}
