// What the clerk may be about to type: values people confirmed in this book first, then what is usual in the kind. The list
// is loaded ahead and filtered here; nothing is taken that the clerk has not chosen.
export const SHOWN = 5;
const MARKS = /[\u0300-\u036f]/g;

export function fold(text) {
  return text.normalize("NFD").replace(MARKS, "").replace(/[đĐ]/g, "d").toLowerCase();
}

export class Completion {
  // known: { columns: { column: [text] }, kinds: { kind: [text] }, parts: { kind: [word] } }
  constructor(known = {}) {
    this.columns = known.columns ?? {};
    this.kinds = known.kinds ?? {};
    this.parts = known.parts ?? {};
  }

  // A value the clerk has just given is the likeliest to come again.
  learn(column, text) {
    const others = (this.columns[column] ?? []).filter((other) => other !== text);
    this.columns[column] = [text, ...others];
  }

  samples(column) {
    return (this.columns[column] ?? []).slice(0, 50);
  }

  suggest(text, field) {
    const typed = text.normalize("NFC").trimStart();
    if (!typed) return [];
    const whole = [...(this.columns[field.column] ?? []), ...(this.kinds[field.kind] ?? [])];
    const found = begun(typed, whole);
    if (found.length >= SHOWN) return found.slice(0, SHOWN);
    const cut = typed.lastIndexOf(" ") + 1;
    const word = typed.slice(cut);
    const parts = word.length < 2 ? [] : begun(word, this.parts[field.kind] ?? []).map((part) => typed.slice(0, cut) + part);
    return [...new Set([...found, ...parts])].slice(0, SHOWN);
  }
}

// Those that begin with what was typed; a letter typed with its mark asks for that mark.
function begun(typed, texts) {
  const plain = fold(typed);
  const marked = typed.toLowerCase() !== plain;
  const exact = typed.toLowerCase();
  const found = new Set();
  for (const text of texts) {
    const begins = marked ? text.toLowerCase().startsWith(exact) : fold(text).startsWith(plain);
    if (begins && text !== typed) found.add(text);
    if (found.size > SHOWN) break;
  }
  return [...found];
}
