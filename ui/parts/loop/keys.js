// Keys: chords only, for letters and digits belong to the text. A key that an input method is still at work with is no chord.
export const SETTLED_AFTER = 80; // ms; the Enter that ends a composition comes within it, a person's next key does not

export const CHORDS = {
  Digit0: "blank", KeyK: "illegible", KeyM: "torn", KeyV: "verify_later", KeyH: "ask_superior",
  KeyZ: "tone level", KeyF: "tone falling", KeyS: "tone rising", KeyR: "tone asking", KeyX: "tone tumbling", KeyJ: "tone heavy",
  KeyL: "undo", KeyC: "copy", KeyN: "leave", ArrowUp: "back", ArrowDown: "forward", Slash: "help",
  KeyP: "view whole", Equal: "view in", Minus: "view out", KeyO: "view turn", KeyT: "view contrast", KeyG: "view cleaned",
};
const WITH_SHIFT = { ArrowUp: "pan up", ArrowDown: "pan down", ArrowLeft: "pan left", ArrowRight: "pan right" };
const PLAIN = { Escape: "undo", F1: "help" };

// The verb a key stands for, or null if the key belongs to the text or to the browser.
export function verbOf(event) {
  if (event.isComposing || event.keyCode === 229) return null;
  if (!event.altKey) return event.ctrlKey || event.metaKey || event.shiftKey ? null : PLAIN[event.key] ?? null;
  if (event.ctrlKey || event.metaKey) return null;
  if (event.shiftKey) return WITH_SHIFT[event.code] ?? null;
  const digit = /^Digit([1-5])$/.exec(event.code);
  return digit ? `alternative ${digit[1]}` : CHORDS[event.code] ?? null;
}

// Tells the Enter that accepts a cell from the Enter that ends a word of Telex or VNI.
export class Composition {
  constructor(field, clock = () => performance.now()) {
    this.clock = clock;
    this.active = false;
    this.endedAt = -Infinity;
    this.held = false;
    field.addEventListener("compositionstart", () => { this.active = true; });
    field.addEventListener("compositionend", () => { this.active = false; this.endedAt = this.clock(); });
  }

  // True if this Enter is a clerk's word.
  accepts(event) {
    const ends = event.isComposing || event.keyCode === 229 || this.active;
    if (ends || this.clock() - this.endedAt < SETTLED_AFTER) this.held = true;
    return !(this.held || event.repeat || event.altKey || event.ctrlKey || event.metaKey);
  }

  released() {
    this.held = false;
  }
}
