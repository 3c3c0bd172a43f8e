const SETTLED_AFTER = 80; // ms; the Enter that ends a composition comes within it, a person's next key does not
const RESEND = 2000; // ms between sendings of what is not acknowledged
const LATE = 4000; // ms without acknowledgement after which the clerk is told
const CHORDS = { Digit0: "blank", KeyX: "illegible", KeyV: "verify_later", KeyR: "torn", KeyZ: "undo", KeyN: "leave",
  KeyP: "page", ArrowUp: "back", ArrowDown: "forward" };
const VERDICTS = new Set(["blank", "illegible", "verify_later", "torn"]);

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const clean = (text) => text.normalize("NFC").trim();

// One record at a time: what is shown, what was answered, and when the next may open.
class Loop {
  constructor(root, component) {
    this.root = root;
    this.$ = (selector) => root.querySelector(selector);
    this.words = JSON.parse(root.dataset.words);
    this.component = component;
    this.outbox = new Outbox(component.data.store);
    this.picture = new PagePicture(this.$(".page"), this.words);
    this.input = this.$("input");
    this.fetched = [];
    this.finished = false;
    this.composing = false;
    this.composedAt = -1e9;
    this.enterHeld = false;
    this.listen();
    this.timer = setInterval(() => this.beat(), RESEND);
    this.watch = new MutationObserver(() => this.dismiss());
    this.watch.observe(document.body, { childList: true });
  }

  stop() {
    clearInterval(this.timer);
    this.watch.disconnect();
  }

  // Streamlit's notice of a lost connection makes the page deaf to keys, in English; this screen gives its own.
  dismiss() {
    const close = document.querySelector('[data-testid="stDialog"] button[aria-label="Close"]');
    if (!close) return;
    close.click();
    setTimeout(() => this.keepFocus(), SETTLED_AFTER);
  }

  listen() {
    this.root.addEventListener("keydown", (event) => this.press(event));
    this.root.addEventListener("keyup", (event) => { if (event.key === "Enter") this.enterHeld = false; });
    this.root.addEventListener("click", (event) => this.click(event));
    this.input.addEventListener("compositionstart", () => { this.composing = true; });
    this.input.addEventListener("compositionend", () => { this.composing = false; this.composedAt = performance.now(); });
    this.input.addEventListener("input", () => { this.drafts.set(this.field.column, this.input.value); this.hint(""); });
    const crop = this.$(".cell img");
    crop.addEventListener("error", () => { if (crop.getAttribute("src")) this.hint(this.words.picturelost); });
  }

  // -- with the server ------------------------------------------------------------------------------------------

  update(component) {
    this.component = component;
    const sheet = component.data;
    this.outbox.settle(sheet.acknowledged, sheet.refused);
    this.mark(sheet);
    if (this.turn !== sheet.turn) {
      const first = this.turn === undefined;
      this.turn = sheet.turn;
      this.want((first && this.lastOpen(sheet.turn)) || sheet.open);
      if (first && this.outbox.letters.length) this.send();
    } else if (this.record?.id !== this.wanted) {
      this.want(this.wanted);
    }
    this.advance();
    this.paint();
    this.keepFocus();
  }

  // Takes the keyboard back when nothing else has it, as after a notice of Streamlit's that came and went.
  keepFocus() {
    if (document.activeElement === document.body) this.input.focus({ preventScroll: true });
  }

  // Shows what is safe, and opens again what was refused.
  mark(sheet) {
    for (const [column, answer] of this.answers ?? []) {
      if (sheet.acknowledged.includes(answer.key)) answer.saved = true;
      if (!sheet.refused[answer.key]) continue;
      this.answers.delete(column);
      if (this.leaving) this.go(this.record.fields.findIndex((field) => field.column === column));
    }
  }

  send() {
    const { turn, wanted, finished, outbox } = this;
    this.component.setStateValue("outbox", { turn, open: wanted, finished, letters: outbox.letters });
  }

  beat() {
    if (this.outbox.letters.length || this.record?.id !== this.wanted) this.send();
    this.paintStatus();
    this.keepFocus();
  }

  want(id) {
    this.wanted = id;
    if (id === null) return;
    const { record, next } = this.component.data;
    const found = [record, next].find((r) => r?.id === id);
    if (found) this.open(found);
    if (this.component.data.open !== id) this.send();
  }

  lastOpen(turn) {
    try {
      const [was, id] = JSON.parse(sessionStorage.getItem("sohoa/open"));
      return was === turn ? id : null;
    } catch { return null; }
  }

  open(record) {
    this.record = record;
    this.drafts = new Map();
    this.answers = new Map();
    for (const field of record.fields) {
      if (field.decision) this.answers.set(field.column, { ...field.decision, saved: true });
    }
    for (const letter of this.outbox.of(record.id)) this.answers.set(letter.column, { ...letter, saved: false });
    const start = record.fields.findIndex((field) => !this.answers.has(field.column));
    this.revisiting = start < 0;
    try { sessionStorage.setItem("sohoa/open", JSON.stringify([this.turn, record.id])); } catch { /* opens the first */ }
    this.drawFields();
    this.go(Math.max(start, 0));
    this.fetched = [];
    this.lookAhead(record);
    this.lookAhead(this.component.data.next);
  }

  // Fetches pictures before they are wanted.
  lookAhead(record) {
    if (!record) return;
    for (const address of [record.page, ...record.fields.map((f) => f.crop)].filter(Boolean)) {
      const image = new Image();
      image.src = address;
      this.fetched.push(image);
    }
  }

  // Opens the next record, once every answer of this one is safe.
  advance() {
    if (!this.leaving || this.outbox.of(this.record.id).length) return;
    const { open, next } = this.component.data;
    if (open !== this.record.id) this.send();
    else if (next) this.want(next.id);
    else this.finish();
  }

  finish() {
    if (this.finished) return;
    this.finished = true;
    this.send();
  }

  // -- the clerk's verbs ----------------------------------------------------------------------------------------

  accept() {
    const text = clean(this.input.value);
    if (!text && this.answers.get(this.field.column)?.text === "") return this.forward();
    if (!text) return this.hint(this.words.empty);
    this.answer(text === clean(this.field.proposal) ? "confirmed" : "corrected", text);
  }

  answer(verdict, text) {
    const { column, proposal } = this.field;
    const before = this.answers.get(column);
    if (before?.verdict !== verdict || before.text !== text) {
      const letter = this.outbox.put({ entry_id: this.record.id, stamp: this.record.stamp, column, verdict, text,
        proposal, who: this.component.data.who });
      this.answers.set(column, { ...letter, saved: false });
      this.send();
    }
    this.drafts.delete(column);
    this.drawField(this.place);
    this.forward();
  }

  // Goes to the next open cell; in a record that was complete when it was opened, to the next cell.
  forward() {
    const fields = this.record.fields;
    const order = fields.map((_, i) => (this.place + 1 + i) % fields.length);
    const next = order.find((i) => !this.answers.has(fields[i].column));
    if (next !== undefined) this.go(next);
    else if (this.revisiting && this.place + 1 < fields.length) this.go(this.place + 1);
    else this.leave();
  }

  leave() {
    this.leaving = true;
    this.advance();
    this.paint();
  }

  go(place) {
    this.place = Math.min(Math.max(place, 0), this.record.fields.length - 1);
    this.leaving = this.finished = false;
    this.field = this.record.fields[this.place];
    const answer = this.answers.get(this.field.column);
    this.input.value = this.drafts.get(this.field.column) ?? (answer ? answer.text : this.field.proposal);
    this.paint();
    this.hint("");
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  put(text) {
    this.input.value = text;
    this.drafts.set(this.field.column, text);
    this.hint("");
    this.input.focus({ preventScroll: true });
  }

  act(verb) {
    const busy = this.leaving || !this.record;
    if (verb === "back") this.go(busy ? this.place : this.place - 1);
    else if (busy) return;
    else if (verb === "accept") this.accept();
    else if (verb === "undo") this.put(this.field.proposal);
    else if (verb === "forward") this.go(this.place + 1);
    else if (verb === "leave") this.leave();
    else if (VERDICTS.has(verb)) this.answer(verb, "");
  }

  // -- keys: chords only, for letters and digits belong to the text ---------------------------------------------

  press(event) {
    if (event.key === "Enter") return this.pressEnter(event);
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") return this.does(event, "undo");
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const digit = /^Digit([1-5])$/.exec(event.code);
    if (digit) {
      event.preventDefault();
      const text = this.field?.alternatives?.[digit[1] - 1];
      if (text && !this.leaving) this.put(text);
    } else if (CHORDS[event.code]) this.does(event, CHORDS[event.code]);
  }

  pressEnter(event) {
    if (event.target.tagName === "BUTTON") return;
    const ends = event.isComposing || event.keyCode === 229 || this.composing;
    const ended = performance.now() - this.composedAt < SETTLED_AFTER;
    if (ends || ended) this.enterHeld = true;
    if (this.enterHeld || event.repeat || event.altKey || event.ctrlKey || event.metaKey) return;
    this.does(event, event.shiftKey ? "back" : "accept");
  }

  does(event, verb) {
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (verb === "page") this.picture.toggle();
    else this.act(verb);
  }

  click(event) {
    const button = event.target.closest("button, li");
    if (!button || !this.record) return;
    if (button.dataset.do) this.act(button.dataset.do);
    else if (button.dataset.text) this.put(button.dataset.text);
    else if (button.dataset.place) this.go(Number(button.dataset.place));
    else if (button.classList.contains("drop")) this.outbox.drop();
    this.paintStatus();
    this.input.focus({ preventScroll: true });
  }
}
