// What a clerk can ask of the loop. Mixed into Loop; every verb is one chord, one button or Enter.
import { spaceless, written } from "./typing.js";
import { swapTone } from "./tones.js";

export const clean = (text) => text.normalize("NFC").trim().replace(/\s+/g, " ");
const VERDICTS = new Set(["blank", "illegible", "torn", "verify_later", "ask_superior"]);

export const verbs = {
  accept() {
    if (this.together.length > 1 && this.unchanged()) return this.acceptTogether();
    const text = clean(spaceless(this.input.value, this.field.kind));
    if (!text && this.answers.get(this.field.column)?.text === "") return this.forward();
    if (!text) return this.hint(this.words.empty);
    if (this.unchanged() && this.unseen()) return this.hint(this.words.pictureComing);
    this.answer(text === clean(this.field.proposal) ? "confirmed" : "corrected", text);
  },

  unchanged() {
    return clean(this.input.value) === clean(this.field.proposal);
  },

  // True while neither the cell nor its page is to be seen yet: what nobody can have looked at nobody can confirm.
  unseen() {
    return Boolean(this.field.crop) && !this.$(".cell img").complete && !this.$(".sheet").complete;
  },

  // One key for cells the machine is sure of, each an answer of its own, once all were in sight long enough to be looked at.
  acceptTogether() {
    if (!this.sight.seen(this.together.length)) return this.hint(this.words.lookFirst);
    for (const place of this.together) this.keep(this.record.fields[place], "confirmed", clean(this.record.fields[place].proposal));
    this.trail.push([this.record.id, this.together[0]]);
    this.courier.send();
    this.forward();
  },

  answer(verdict, text) {
    if (this.keep(this.field, verdict, text)) {
      this.trail.push([this.record.id, this.place]);
      this.courier.send();
    }
    this.forget(this.field.column);
    this.forward();
  },

  // Puts an answer into the outbox, unless it says what the last one said.
  keep(field, verdict, text) {
    const before = this.answers.get(field.column);
    if (before?.verdict === verdict && before.text === text) return false;
    const letter = this.outbox.put({ entry_id: this.record.id, stamp: this.record.stamp, column: field.column, verdict, text,
      proposal: field.proposal, who: this.sheet.who });
    this.answers.set(field.column, { ...letter, saved: false });
    if (text) this.completion.learn(field.column, text);
    return true;
  },

  // Goes to the next open cell; in a record that was complete when it was opened, to the next cell.
  forward() {
    const fields = this.record.fields;
    const order = fields.map((_, i) => (this.place + 1 + i) % fields.length);
    const next = order.find((i) => !this.answers.has(fields[i].column));
    if (next !== undefined) this.go(next);
    else if (this.revisiting && this.place + 1 < fields.length) this.go(this.place + 1);
    else this.leave();
  },

  backward() {
    if (this.leaving) this.go(this.place);
    else if (this.place > 0) this.go(this.place - 1, { alone: true });
    else this.before();
  },

  // Brings the machine's text back; asked for again, goes back to the answer given last.
  undo() {
    const last = this.trail.at(-1);
    if (!this.leaving && !this.unchanged()) return this.put(this.field.proposal);
    if (!last) return;
    this.trail.pop();
    if (last[0] !== this.record.id && !this.revisit(last[0])) return;
    this.go(last[1], { alone: true });
  },

  copy() {
    const text = this.last?.get(this.field.column)?.text;
    if (text) this.put(text);
    else this.hint(this.words.noCopy);
  },

  alternative(number) {
    const other = this.field.alternatives?.[number - 1];
    if (other) this.put(other.text);
  },

  tone(name) {
    const { text, caret } = swapTone(this.input.value, this.input.selectionEnd, name);
    this.put(text);
    this.input.setSelectionRange(caret, caret);
  },

  // Moves the page, and the crop where it is larger than its room.
  pan(direction) {
    const [x, y] = this.picture.move(direction);
    this.$(".cell").scrollBy(-x, -y);
  },

  // Puts a text into the field; Enter is still the clerk's.
  put(text) {
    this.input.value = text;
    this.draft();
    this.suggest([]);
    this.hint("");
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(text.length, text.length);
  },

  // After every key that changed the text: a date takes its shape, and what may be meant is offered.
  typed(event) {
    const { input, field } = this;
    const atEnd = input.selectionEnd === input.value.length;
    if (!event.isComposing && event.inputType?.startsWith("insert") && atEnd) {
      const shaped = written(input.value, field.kind, this.samples(field));
      if (shaped !== input.value) input.value = shaped;
    }
    this.draft();
    this.hint("");
    this.suggest(atEnd && !event.inputType?.startsWith("delete") ? this.completion.suggest(input.value, field) : []);
  },

  // Texts that show how this book writes such a value, those of the same column first.
  samples(field) {
    const same = this.record.fields.filter((other) => other.kind === field.kind).map((other) => other.proposal);
    return [field.proposal, ...this.completion.samples(field.column), ...same];
  },

  act(verb) {
    const [name, which] = verb.split(" ");
    if (name === "help" || name === "print") return this[name]();
    if (name === "view") return this.picture.act(which);
    if (name === "pan") return this.pan(which);
    if (name === "back") return this.record && this.backward();
    if (name === "undo") return this.record && this.undo();
    if (!this.record || this.leaving || this.record.id !== this.wanted) return;
    if (VERDICTS.has(name)) this.answer(name, "");
    else if (name === "forward") this.go(this.place + 1, { alone: true });
    else this[name](which);
  },
};
