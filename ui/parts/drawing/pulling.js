// What the mouse does on the paper: a cell moved or stretched, an entry's beginning moved, a new cell drawn.
Object.assign(Editor.prototype, {
  listen() {
    const { root, paper } = this;
    root.addEventListener("keydown", (event) => this.press(event));
    root.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (button && button.getAttribute("aria-disabled") !== "true") this.act(button.dataset.do);
    });
    root.addEventListener("focusin", (event) => {
      const cell = event.target.closest?.(".cell");
      if (cell && Number(cell.dataset.key) !== this.here) this.pick(Number(cell.dataset.key));
    });
    paper.addEventListener("pointerdown", (event) => this.grasp(event));
    paper.addEventListener("pointermove", (event) => this.pull(event));
    paper.addEventListener("pointerup", (event) => this.drop(event));
    paper.addEventListener("pointercancel", () => { this.grasped = null; this.paint(); });
    new ResizeObserver(() => this.history && this.paint()).observe(this.$(".pane"));
    this.listenFields();
    this.listenColumns();
  },

  // Shares of the template's sides under the pointer.
  at(event) {
    const { left, top, width, height } = this.paper.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  },

  grasp(event) {
    if (event.button !== 0) return;
    const cell = event.target.closest(".cell");
    const ghost = event.target.closest(".ghost button");
    event.preventDefault();
    if (cell) {
      this.pick(Number(cell.dataset.key));
      this.focusCell();
    } else if (ghost) ghost.focus();
    else this.$(".pane").focus({ preventScroll: true });
    const handle = cell && event.target.dataset.handle;
    this.grasped = { from: this.at(event), box: cell && this.cell.box, handle, entry: ghost && Number(ghost.dataset.entry),
      x: event.clientX, y: event.clientY };
    this.paper.setPointerCapture(event.pointerId);
  },

  pull(event) {
    if (!this.grasped) return;
    this.grasped.far ||= Math.hypot(event.clientX - this.grasped.x, event.clientY - this.grasped.y) >= CLICK;
    if (this.grasped.far) this.paint(this.pulledTo(event));
  },

  // The drawing as it is while the pointer is held; a new cell is only a frame until it is let go.
  pulledTo(event) {
    const { from, box, handle, entry } = this.grasped;
    const [x, y] = this.at(event);
    const [dx, dy] = [x - from[0], y - from[1]];
    if (entry) return { ...this.history.now, starts: begun(this.starts, entry, dx, dy) };
    if (!box) {
      this.grasped.drawn = spanned(from, [x, y]);
      return this.history.now;
    }
    const there = handle ? pulled(box, handle, dx, dy) : moved(box, dx, dy);
    return { ...this.history.now, cells: this.cells.map((cell) => (cell.key === this.here ? { ...cell, box: there } : cell)) };
  },

  drop(event) {
    const grasped = this.grasped;
    if (!grasped) return;
    const state = grasped.far ? this.pulledTo(event) : null;
    this.grasped = null;
    if (grasped.drawn) this.add(grasped.drawn);
    else if (state) this.change(state);
  },

  listenFields() {
    const changed = (selector, then) => this.$(selector).addEventListener("change", (event) => then(event.target.value));
    changed(".kind", (kind) => this.alter({ kind }));
    changed(".entries-count", (value) => this.count(Number(value)));
    this.$(".title").addEventListener("input", (event) => this.alter({ title: event.target.value }, `title ${this.here}`));
    const about = (selector, put) => this.$(selector).addEventListener("input", (event) => {
      put(event.target.value);
      this.later();
    });
    about(".name", (name) => { this.about = { ...this.about, name }; });
    about(".form-title", (title) => { this.about = { ...this.about, title }; });
    about(".from", (year) => { this.about = { ...this.about, years: [Number(year), this.about.years[1]] }; });
    about(".to", (year) => { this.about = { ...this.about, years: [this.about.years[0], Number(year)] }; });
  },
});
