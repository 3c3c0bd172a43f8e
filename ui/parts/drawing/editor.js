const LATER = 400; // ms after the last change until it is sent
const STEP = 2; // px of the template an arrow key moves a cell; with Ctrl ten times as far
const CLICK = 4; // px on the screen below which a pull on the paper is a click
const ZOOMS = [1, 1.35, 1.8, 2.4, 3.2];
const NEW = [0.25, 0.025]; // share of the sides of a cell that is added by key: a line of writing
const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CHORDS = { "ctrl+z": "undo", "ctrl+y": "redo", "ctrl+shift+z": "redo", "ctrl+s": "save", "alt+a": "add", "alt+n": "next" };

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const composes = (event) => event.isComposing || event.keyCode === 229;
const typed = (element) => ["INPUT", "SELECT"].includes(element?.tagName);

// The drawing on the screen. The browser's is the true one; the server keeps what it is sent and says how saving went.
class Editor {
  constructor(root) {
    this.root = root;
    this.$ = (selector) => root.querySelector(selector);
    this.words = JSON.parse(root.dataset.words);
    this.paper = this.$(".paper");
    this.keys = 0;
    this.zoom = 0;
    this.listen();
  }

  update(component) {
    this.component = component;
    const { draft, columns, kinds, saved, offered } = component.data;
    this.root.style.setProperty("--above", offered ? "252px" : "188px"); // what Streamlit draws over the board
    this.columns = columns;
    this.kinds = kinds;
    if (draft.id !== this.id) this.open(draft);
    if (saved && saved.token === this.token) this.say(saved.well, saved.said);
  }

  open(draft) {
    clearTimeout(this.timer);
    this.id = draft.id;
    this.size = draft.size;
    this.about = { name: draft.name, title: draft.title, years: draft.years };
    const cells = draft.cells.map((cell) => ({ ...cell, key: ++this.keys }));
    this.history = new History({ cells: inReadingOrder(cells), starts: draft.starts });
    this.token = "";
    this.here = null;
    this.say(true, "");
    this.paintAbout();
    this.$(".paper img").src = draft.picture;
    this.pick(this.cells.find((cell) => !cell.column)?.key ?? this.cells[0]?.key ?? null);
  }

  get cells() { return this.history.now.cells; }
  get starts() { return this.history.now.starts; }
  get cell() { return this.cells.find((cell) => cell.key === this.here) ?? null; }

  // -- changes --------------------------------------------------------------------------------------------------

  change(state, tag = "") {
    this.history.push({ ...this.history.now, ...state }, tag);
    this.paint();
    this.later();
  }

  alter(part, tag = "") {
    if (!this.cell) return;
    this.change({ cells: this.cells.map((cell) => (cell.key === this.here ? { ...cell, ...part } : cell)) }, tag);
  }

  add(box) {
    const cell = { box, label: "", column: "", kind: "free_text", title: "", key: ++this.keys };
    this.change({ cells: inReadingOrder([...this.cells, cell]) });
    this.pick(cell.key);
    this.focusCell();
  }

  remove() {
    const place = this.cells.findIndex((cell) => cell.key === this.here);
    if (place < 0) return;
    const left = this.cells.filter((cell) => cell.key !== this.here);
    this.change({ cells: left });
    this.pick(left[Math.min(place, left.length - 1)]?.key ?? null);
    this.focusCell();
  }

  name(column) {
    const before = this.columns.find(({ name }) => name === this.cell.column);
    const own = this.cell.title && this.cell.title !== before?.title && this.cell.title !== this.cell.label;
    const title = own ? this.cell.title : column?.title ?? this.cell.label;
    this.alter({ column: column?.name ?? "", kind: column?.kind ?? "free_text", title });
  }

  count(number) {
    const count = Math.min(60, Math.max(1, Math.round(number) || 1));
    if (count === this.starts.length) return;
    this.change({ starts: spaced(count, this.starts) });
    this.$(".ghost button")?.scrollIntoView({ block: "nearest" });
  }

  back(state) {
    this.paint(state);
    if (!this.cell) this.pick(this.cells[0]?.key ?? null);
    this.later();
  }

  // -- with the server ------------------------------------------------------------------------------------------

  later() {
    this.say(true, "");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), LATER);
  }

  send() {
    clearTimeout(this.timer);
    const cells = this.cells.map(({ key, ...cell }) => cell);
    this.component.setStateValue("drawing", { draft: this.id, token: this.token, cells, starts: this.starts, ...this.about });
  }

  save() {
    this.token = `${Date.now()}-${Math.random()}`;
    this.say(true, this.words.saving);
    this.send();
  }

  // -- the clerk's verbs ----------------------------------------------------------------------------------------

  pick(key) {
    this.here = key;
    this.paint();
  }

  focusCell() {
    this.$(".cell.here")?.focus();
  }

  act(verb) {
    if (verb === "add") this.add(this.free());
    else if (verb === "remove") this.remove();
    else if (verb === "undo") this.back(this.history.undo());
    else if (verb === "redo") this.back(this.history.redo());
    else if (verb === "save") this.save();
    else if (verb === "next") this.next();
    else this.enlarge(verb === "in" ? 1 : -1);
  }

  // Goes to the next cell without a column and asks for it.
  next() {
    const from = this.cells.findIndex((cell) => cell.key === this.here);
    const order = [...this.cells.slice(from + 1), ...this.cells.slice(0, from + 1)];
    const cell = order.find(({ column }) => !column);
    if (!cell) return;
    this.pick(cell.key);
    this.$(".cell.here").scrollIntoView({ block: "nearest", inline: "nearest" });
    this.$(".column").focus();
  }

  // Where a cell that is added by key appears: below the cell in hand, else in the middle of what is seen.
  free() {
    if (this.cell) {
      const [x, y, w, h] = this.cell.box;
      return moved([x, y, w, h], 0, h * 1.2);
    }
    const pane = this.$(".pane");
    const middle = (pane.scrollTop + pane.clientHeight / 2) / this.paper.clientHeight;
    return moved([0.375, middle, ...NEW], 0, 0);
  }

  enlarge(by) {
    this.zoom = Math.min(ZOOMS.length - 1, Math.max(0, this.zoom + by));
    this.paint();
    this.$(".cell.here")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // -- keys -----------------------------------------------------------------------------------------------------

  press(event) {
    if (composes(event)) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const chord = `${ctrl ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`;
    const verb = CHORDS[chord];
    if (verb && !(typed(event.target) && ["undo", "redo"].includes(verb))) return this.does(event, () => this.act(verb));
    const cell = event.target.closest?.(".cell");
    const ghost = event.target.closest?.(".ghost button");
    const arrow = ARROWS[event.key];
    if (arrow && (cell || ghost) && !event.altKey) this.does(event, () => this.nudge(arrow, event, ghost));
    else if (cell && ["Delete", "Backspace"].includes(event.key)) this.does(event, () => this.remove());
    else if (cell && event.key === "Enter") this.does(event, () => this.$(".column").focus());
  }

  does(event, verb) {
    event.preventDefault();
    event.stopPropagation();
    verb();
  }

  nudge([right, down], event, ghost) {
    const far = STEP * (event.ctrlKey ? 10 : 1);
    const [dx, dy] = [(right * far) / this.size[0], (down * far) / this.size[1]];
    if (ghost) return this.change({ starts: begun(this.starts, Number(ghost.dataset.entry), dx, dy) }, `entry ${ghost.dataset.entry}`);
    const { box } = this.cell;
    this.alter({ box: event.shiftKey ? pulled(box, "se", dx, dy) : moved(box, dx, dy) }, `cell ${this.here} ${event.shiftKey}`);
    this.focusCell();
  }
}
