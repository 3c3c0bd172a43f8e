const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// All entries of a book in one table; what the rules doubt stands above the entry it is about.
class WholeBook {
  constructor(root) {
    this.root = root;
    this.$ = (selector) => root.querySelector(selector);
    this.picked = [];
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("change", (event) => this.change(event));
  }

  update(component) {
    this.component = component;
    this.words = component.data.words;
    const drawn = JSON.stringify([component.data.lines, component.data.words]);
    if (this.drawn !== drawn) {
      this.drawn = drawn;
      this.picked = [];
      this.draw();
    }
  }

  click(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.open) this.component.setTriggerValue("open", Number(button.dataset.open));
    if (button.dataset.pair) this.component.setTriggerValue("pair", JSON.parse(button.dataset.pair));
    if (button.classList.contains("compare")) this.component.setTriggerValue("pair", this.picked);
  }

  change(event) {
    const { target } = event;
    if (target.classList.contains("only")) return this.filter();
    const id = Number(target.dataset.id);
    this.picked = target.checked ? [...this.picked, id].slice(-2) : this.picked.filter((other) => other !== id);
    for (const box of this.root.querySelectorAll("td input")) box.checked = this.picked.includes(Number(box.dataset.id));
    this.paint();
  }

  filter() {
    for (const row of this.root.querySelectorAll("tbody tr")) row.hidden = this.$(".only").checked && row.dataset.doubted === "no";
  }

  draw() {
    const { words } = this;
    const { lines, head } = this.component.data;
    this.$(".only-word").textContent = words.only;
    this.$(".scroll").setAttribute("aria-label", words.list);
    this.$("thead tr").replaceChildren(...words.heads.map((text) => element("th", { textContent: text, scope: "col" })));
    const rows = head.map((finding) => this.finding(finding));
    for (const line of lines) rows.push(...line.findings.map((finding) => this.finding(finding)), this.line(line));
    this.$("tbody").replaceChildren(...rows);
    this.filter();
    this.paint();
  }

  line(line) {
    const row = element("tr", {});
    row.dataset.doubted = line.findings.length ? "yes" : "no";
    const box = element("input", { type: "checkbox", ariaLabel: fill(this.words.pick, line) });
    box.dataset.id = line.id;
    const state = element("span", { className: "state", textContent: line.says });
    state.dataset.state = line.state;
    const open = element("button", { type: "button", textContent: this.words.open, ariaLabel: fill(this.words.openIt, line) });
    open.dataset.open = line.id;
    const cells = [line.number, line.day, line.name, line.where].map((text) => element("td", { textContent: text }));
    cells[0].className = "number";
    cells[2].className = "name";
    row.append(cell(box), ...cells, cell(state), cell(open));
    return row;
  }

  finding({ severity, message, ids, says }) {
    const row = element("tr", { className: "finding" });
    row.dataset.severity = severity;
    const inside = element("div", { className: "in" });
    inside.append(element("span", { className: "says", textContent: `${says}: ${message}` }));
    if (ids.length === 2) {
      const pair = element("button", { type: "button", textContent: this.words.both, ariaLabel: `${this.words.both}: ${message}` });
      pair.dataset.pair = JSON.stringify(ids);
      inside.append(pair);
    }
    const wide = cell(inside);
    wide.colSpan = this.words.heads.length;
    row.append(wide);
    return row;
  }

  paint() {
    const { words, picked } = this;
    this.$(".compare").textContent = words.compare;
    this.$(".compare").disabled = picked.length !== 2;
    this.$(".picked").textContent = fill(words.picked, { count: picked.length });
  }
}

function cell(inside) {
  const made = document.createElement("td");
  made.append(inside);
  return made;
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

// Called by Streamlit at the start and whenever the server has something new.
export default function (component) {
  const root = component.parentElement.querySelector(".whole-book");
  root.list ??= new WholeBook(root);
  root.list.update(component);
}
