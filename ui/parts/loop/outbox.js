// Answers the clerk saw accepted and the store has not acknowledged yet. Each lies in the browser's own storage under
// its key, so that a reload, a crash or a second window loses none and none overwrites another's. Those of another
// person who works at this machine stay where they are until that person is back.
export class Outbox {
  constructor(store, who, storage = globalThis.localStorage) {
    this.prefix = `sohoa/answer/${store}/${who}/`;
    this.storage = storage;
    this.letters = this.remembered();
    this.refused = new Map();
  }

  remembered() {
    const found = [];
    try {
      for (let i = 0; i < this.storage.length; i++) {
        const name = this.storage.key(i);
        if (name.startsWith(this.prefix)) found.push(JSON.parse(this.storage.getItem(name)));
      }
    } catch { /* storage is switched off: answers are kept in memory only */ }
    return found.sort((a, b) => a.at - b.at);
  }

  // Puts an answer in, before the screen shows it as accepted.
  put(answer) {
    const last = this.letters.length ? this.letters[this.letters.length - 1].at : 0;
    const letter = { ...answer, key: newKey(), at: Math.max(Date.now(), last + 1) };
    this.letters.push(letter);
    try { this.storage.setItem(this.prefix + letter.key, JSON.stringify(letter)); } catch { /* as above */ }
    return letter;
  }

  // Drops what is safe on disk; sets apart what can never be kept.
  settle(acknowledged, refused) {
    const gone = new Set(acknowledged);
    for (const letter of this.letters.filter((l) => gone.has(l.key))) this.forget(letter.key);
    for (const letter of this.letters) {
      if (refused[letter.key]) this.refused.set(letter.key, { letter, reason: refused[letter.key] });
    }
    this.letters = this.letters.filter((l) => !gone.has(l.key) && !this.refused.has(l.key));
  }

  // Drops the refused answers; the clerk has written them down.
  drop() {
    for (const key of this.refused.keys()) this.forget(key);
    this.refused.clear();
  }

  forget(key) {
    try { this.storage.removeItem(this.prefix + key); } catch { /* as above */ }
  }

  of(entryId) {
    return this.letters.filter((l) => l.entry_id === entryId);
  }
}

// crypto.randomUUID is missing on plain http from another machine of the office; this is not.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
