// The list of ministry columns: typing narrows it, arrows walk through it, Enter takes one.
Object.assign(Editor.prototype, {
  listenColumns() {
    const input = this.$(".column");
    input.addEventListener("focus", () => { input.select(); this.offer(""); });
    input.addEventListener("input", () => this.offer(input.value));
    input.addEventListener("blur", () => this.closeColumns());
    input.addEventListener("keydown", (event) => this.walk(event));
    this.$(".options").addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.place));
    });
  },

  offer(text) {
    if (!this.cell) return;
    const none = { name: "", title: this.words.noColumn };
    this.offered = [...found(this.columns, text), ...(text ? [] : [none])];
    const taken = new Set(this.cells.filter(({ key }) => key !== this.here).map(({ column }) => column));
    this.$(".options").replaceChildren(...this.offered.map(({ name, title }, place) => {
      const option = document.createElement("span");
      Object.assign(option, { id: `column-${place}`, textContent: title });
      option.setAttribute("role", "option");
      option.dataset.place = place;
      if (name && taken.has(name)) option.append(note(this.words.taken));
      return option;
    }));
    this.$(".options").hidden = !this.offered.length;
    this.$(".column").setAttribute("aria-expanded", String(Boolean(this.offered.length)));
    const at = text ? 0 : this.offered.findIndex(({ name }) => name && name === this.cell.column);
    this.mark(Math.max(0, at));
  },

  mark(place) {
    this.marked = place;
    [...this.$(".options").children].forEach((option, i) => option.setAttribute("aria-selected", String(i === place)));
    const option = this.$(".options").children[place];
    if (option) this.$(".column").setAttribute("aria-activedescendant", option.id);
    option?.scrollIntoView({ block: "nearest" });
  },

  walk(event) {
    if (composes(event)) return;
    const open = !this.$(".options").hidden;
    if (["ArrowDown", "ArrowUp"].includes(event.key) && !event.altKey) {
      event.preventDefault();
      if (!open) return this.offer("");
      const last = this.offered.length - 1;
      this.mark(Math.min(last, Math.max(0, this.marked + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (open) this.take(this.marked);
      else this.offer("");
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.closeColumns();
    }
  },

  take(place) {
    const column = this.offered[place];
    if (column) this.name(column.name ? column : null);
    this.closeColumns();
  },

  closeColumns() {
    this.$(".options").hidden = true;
    this.$(".column").setAttribute("aria-expanded", "false");
    this.$(".column").removeAttribute("aria-activedescendant");
    this.paintCard();
  },
});

function note(text) {
  const said = document.createElement("em");
  said.textContent = ` (${text})`;
  return said;
}
