// What the drawing looks like. Texts go in as text, never as markup: they come from old books.
Object.assign(Editor.prototype, {
  paint(state = this.history.now) {
    const pane = this.$(".pane");
    this.paper.style.width = `${Math.max(200, pane.clientWidth) * ZOOMS[this.zoom]}px`;
    this.paper.style.aspectRatio = `${this.size[0]} / ${this.size[1]}`;
    this.paintCells(state.cells);
    this.paintGhosts(state);
    const drawn = this.grasped?.drawn;
    this.$(".rubber").hidden = !drawn;
    if (drawn) lay(this.$(".rubber"), drawn);
    this.off("[data-do=undo]", !this.history.canUndo);
    this.off("[data-do=redo]", !this.history.canRedo);
    this.off("[data-do=remove]", !this.cell);
    this.off("[data-do=out]", this.zoom === 0);
    this.off("[data-do=in]", this.zoom === ZOOMS.length - 1);
    if (this.root.getRootNode().activeElement !== this.$(".entries-count")) this.$(".entries-count").value = state.starts.length;
    this.paintCard();
  },

  // Elements stay those of their cells, so that the keyboard stays where it is; their order is that of reading.
  paintCells(cells) {
    const there = new Map([...this.$(".cells").children].map((element) => [Number(element.dataset.key), element]));
    const elements = inReadingOrder(cells).map((cell, place) => {
      const element = there.get(cell.key) ?? cellElement(cell.key);
      lay(element, cell.box);
      const title = cell.title || cell.label || this.words.noTitle;
      element.classList.toggle("unnamed", !cell.column);
      element.classList.toggle("here", cell.key === this.here);
      element.querySelector(".chip").textContent = `${cell.column ? "✓" : "?"} ${title}`;
      const says = fill(cell.column ? this.words.cellNamed : this.words.cellUnnamed, { place: place + 1, title });
      element.setAttribute("aria-label", says);
      return element;
    });
    const now = [...this.$(".cells").children];
    if (now.length === elements.length && now.every((element, i) => element === elements[i])) return;
    const focused = this.root.getRootNode().activeElement;
    this.$(".cells").replaceChildren(...elements);
    if (focused?.classList.contains("cell") && elements.includes(focused)) focused.focus();
  },

  paintGhosts({ cells, starts }) {
    const frame = around(cells.map(({ box }) => box));
    const ghosts = [...this.$(".ghosts").children];
    for (const left of ghosts.slice(starts.length - 1)) left.remove();
    starts.slice(1).forEach(([dx, dy], i) => {
      const ghost = ghosts[i] ?? this.ghostElement(i + 1);
      if (!ghosts[i]) this.$(".ghosts").append(ghost);
      const [x, y, w, h] = frame;
      lay(ghost, [x + dx, y + dy, w, h]);
      while (ghost.children.length > cells.length + 1) ghost.lastChild.remove();
      while (ghost.children.length < cells.length + 1) ghost.append(document.createElement("span"));
      cells.forEach(({ box }, place) => {
        lay(ghost.children[place + 1], [(box[0] - x) / w, (box[1] - y) / h, box[2] / w, box[3] / h]);
      });
    });
  },

  ghostElement(entry) {
    const ghost = document.createElement("div");
    ghost.className = "ghost";
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.entry = entry;
    button.textContent = fill(this.words.entry, { entry: entry + 1 });
    ghost.append(button);
    return ghost;
  },

  paintCard() {
    const { cell, words } = this;
    const place = inReadingOrder(this.cells).findIndex(({ key }) => key === this.here);
    this.$("h2").textContent = cell ? fill(words.cell, { place: place + 1 }) : words.noCell;
    const named = this.cells.filter(({ column }) => column).length;
    this.$(".count").textContent = fill(words.count, { named, all: this.cells.length });
    this.off("[data-do=next]", named === this.cells.length);
    this.$(".fields").hidden = !cell;
    this.$(".none").hidden = Boolean(cell);
    if (!cell) return;
    this.$(".label").textContent = cell.label ? fill(words.label, { label: cell.label }) : "";
    const input = this.$(".column");
    const column = this.columns.find(({ name }) => name === cell.column);
    if (this.$(".options").hidden) input.value = column?.title ?? "";
    this.paintKinds();
    this.$(".kind").value = cell.kind;
    if (this.root.getRootNode().activeElement !== this.$(".title")) this.$(".title").value = cell.title;
  },

  // A button that can do nothing now stays where the keyboard may be.
  off(selector, never) {
    this.$(selector).setAttribute("aria-disabled", String(never));
  },

  paintKinds() {
    const select = this.$(".kind");
    if (select.options.length) return;
    for (const [kind, said] of Object.entries(this.kinds)) select.append(new Option(said, kind));
  },

  paintAbout() {
    const { name, title, years } = this.about;
    const said = { ".name": name, ".form-title": title, ".from": years[0], ".to": years[1] };
    for (const [selector, value] of Object.entries(said)) this.$(selector).value = value;
  },

  say(well, text) {
    this.$(".said").textContent = text;
    this.$(".said").dataset.well = well;
  },
});

function cellElement(key) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "cell";
  element.dataset.key = key;
  const chip = document.createElement("span");
  chip.className = "chip";
  element.append(chip, ...HANDLES.map((handle) => {
    const knob = document.createElement("i");
    knob.dataset.handle = handle;
    return knob;
  }));
  return element;
}

function lay(element, box) {
  const [left, top, width, height] = box.map((share) => `${100 * share}%`);
  Object.assign(element.style, { left, top, width, height });
}

// Called by Streamlit at the start and whenever the server has something new; the drawing itself lives on the element.
export default function (component) {
  const root = component.parentElement.querySelector(".board");
  root.editor ??= new Editor(root);
  root.editor.update(component);
  return () => clearTimeout(root.editor.timer);
}
