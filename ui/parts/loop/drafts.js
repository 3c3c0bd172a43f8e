// What is half typed survives a reload: it lies in the window's own storage until the cell is answered.
export const drafting = {
  draft() {
    if (this.unchanged()) this.record.drafts.delete(this.field.column);
    else this.record.drafts.set(this.field.column, this.input.value);
    this.storeDrafts();
    if (this.together.length > 1 && !this.unchanged()) {
      this.together = [this.place];
      this.paint();
    }
  },

  forget(column) {
    if (this.record.drafts.delete(column)) this.storeDrafts();
  },

  storeDrafts() {
    const { id, stamp, drafts } = this.record;
    this.store(`sohoa/drafts/${id}`, [stamp, ...drafts]);
  },

  // The page may have been read anew, or the number may be that of another store's record.
  drafts({ id, stamp }) {
    const [was, ...texts] = this.recall(`sohoa/drafts/${id}`) ?? [];
    return new Map(was === stamp ? texts : []);
  },

  store(name, value) {
    try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* a reload forgets it */ }
  },

  recall(name) {
    try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; }
  },
};
