// The list below the field: Tab or the right arrow at the end of the text takes the first, the up and down arrows choose.
// What is chosen stands in the field at once, so that Enter never takes what is not seen there.
export const choosing = {
  suggest(texts) {
    this.offered = texts;
    this.chosen = -1;
    this.paintOffered();
  },

  // True if the key was one for the list.
  choose(event) {
    if (!this.offered.length || event.isComposing || event.keyCode === 229) return false;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const { input } = this;
    const atEnd = input.selectionStart === input.value.length;
    if (event.key === "Tab" || (event.key === "ArrowRight" && atEnd)) this.put(this.offered[Math.max(this.chosen, 0)]);
    else if (event.key === "ArrowDown") this.step(1);
    else if (event.key === "ArrowUp") this.step(-1);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  },

  step(by) {
    const count = this.offered.length;
    this.chosen = (Math.max(this.chosen, by > 0 ? -1 : 0) + by + count) % count;
    this.input.value = this.offered[this.chosen];
    this.draft();
    this.paintOffered();
  },
};
