// One record at a time: what is shown, what was answered, which record comes next. Nothing here waits for the server: answers
// lie in the outbox, the next records were loaded ahead, and a word of the server only changes what is called stored.
import { Completion } from "./completion.js";
import { Courier, RESEND } from "./courier.js";
import { Composition, SETTLED_AFTER, verbOf } from "./keys.js";
import { Outbox } from "./outbox.js";
import { drafting } from "./drafts.js";
import { painting } from "./paint.js";
import { PagePicture } from "./picture.js";
import { Sight, runFrom } from "./run.js";
import { choosing } from "./suggestions.js";
import { verbs } from "./verbs.js";

const KEPT = 12; // records kept for going back; the oldest go first

export class Loop {
  constructor(root, words, component) {
    this.root = root;
    this.words = words;
    this.$ = (selector) => root.querySelector(selector);
    this.component = component;
    this.input = this.$("input");
    this.picture = new PagePicture(this.$(".page"), () => this.paintView());
    this.composition = new Composition(this.input);
    this.sight = new Sight();
    this.completion = new Completion();
    Object.assign(this, { shelf: new Map(), path: [], left: new Set(), trail: [], together: [], fetched: [], offered: [] });
    this.sit(component.data);
    this.listen();
    this.timer = setInterval(() => this.beat(), RESEND);
    this.watch = new MutationObserver(() => this.dismiss());
    this.watch.observe(document.body, { childList: true });
  }

  get sheet() { return this.component.data; }

  // Takes the outbox of the person at work; another person has another.
  sit({ store, who, answers }) {
    this.courier?.stop();
    this.outbox = new Outbox(store, who);
    this.seat = `${store}/${who}`;
    this.courier = new Courier(this.outbox, answers, (delivery) => this.delivered(delivery));
    this.courier.send();
  }

  stop() {
    clearInterval(this.timer);
    this.watch.disconnect();
    this.courier.last();
    this.courier.stop();
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
    this.root.addEventListener("keyup", (event) => { if (event.key === "Enter") this.composition.released(); });
    this.root.addEventListener("click", (event) => this.click(event));
    this.root.addEventListener("load", () => this.look(), true);
    this.root.addEventListener("error", ({ target }) => {
      if (target.getAttribute("src")) this.hint(this.words.picturelost);
    }, true);
    this.input.addEventListener("input", (event) => this.typed(event));
    this.input.addEventListener("compositionend", (event) => this.typed({ inputType: "insertText", target: event.target }));
    addEventListener("pagehide", () => this.courier.last());
  }

  // -- with the server ------------------------------------------------------------------------------------------

  update(component) {
    this.component = component;
    const { sheet } = this;
    if (this.seat !== `${sheet.store}/${sheet.who}`) this.sit(sheet);
    if (this.turn !== sheet.turn) this.turnTo(sheet);
    for (const record of sheet.records) this.shelve(record);
    if (this.record?.id !== this.wanted) this.want(this.wanted);
    if (this.leaving) this.leave();
    if (sheet.completions !== this.listed) this.list(sheet.completions);
    this.lookAhead();
    this.paint();
    this.keepFocus();
  }

  // Follows a choice that a person made elsewhere on the screen.
  turnTo(sheet) {
    const first = this.turn === undefined;
    this.turn = sheet.turn;
    this.shelf.clear();
    this.left.clear();
    this.leaving = this.finished = false;
    this.wanted = (first && this.lastOpen(sheet.turn)) || sheet.open;
    this.path = this.wanted === null ? [] : [this.wanted];
    this.record = null;
    if (sheet.open !== this.wanted) this.send();
  }

  shelve(record) {
    if (this.shelf.has(record.id)) return;
    record.drafts = this.drafts(record);
    record.answers = new Map();
    for (const field of record.fields) if (field.decision) record.answers.set(field.column, { ...field.decision, saved: true });
    for (const letter of this.outbox.of(record.id)) record.answers.set(letter.column, { ...letter, saved: false });
    this.shelf.set(record.id, record);
    const needed = new Set([...this.path.slice(-3), this.wanted, ...this.sheet.ahead]);
    for (const id of this.shelf.keys()) if (this.shelf.size > KEPT && !needed.has(id)) this.shelf.delete(id);
  }

  // Notes what became of answers, and opens again what was refused.
  delivered({ acknowledged = [], refused = {}, trouble = "", signedOut = false }) {
    const safe = new Set(acknowledged);
    for (const record of this.shelf.values()) {
      for (const [column, answer] of record.answers) {
        if (safe.has(answer.key)) answer.saved = true;
        if (refused[answer.key]) record.answers.delete(column);
      }
    }
    this.trouble = signedOut ? this.words.signedOut : trouble;
    if (this.leaving) this.leave();
    this.paint();
  }

  // Tells the server where the browser is, so that it looks ahead; nothing waits for the answer.
  send() {
    const { turn, finished } = this;
    const state = { turn, open: this.path.at(-1) ?? null, finished: Boolean(finished), have: [...this.shelf.keys()] };
    this.component.setStateValue("place", state);
  }

  beat() {
    this.courier.send();
    if (this.leaving || (this.wanted !== null && this.record?.id !== this.wanted)) this.send();
    this.paintStatus();
    this.keepFocus();
  }

  // Takes the keyboard back when nothing else has it, as after a notice of Streamlit's that came and went.
  keepFocus() {
    if (document.activeElement === document.body) this.input.focus({ preventScroll: true });
  }

  async list(address) {
    this.listed = address;
    try {
      const answer = await fetch(address);
      if (answer.ok) this.completion = new Completion(await answer.json());
    } catch { this.listed = null; /* asked for again with the next word of the server */ }
  }

  // Fetches the pictures of this record and of those that come next before they are wanted.
  lookAhead() {
    for (const id of [this.wanted, ...this.sheet.ahead]) {
      const record = this.shelf.get(id);
      if (!record || record.fetched) continue;
      record.fetched = [record.page, ...record.fields.map((field) => field.crop)].filter(Boolean).map((address) => {
        const image = new Image();
        image.src = address;
        return image;
      });
    }
  }

  // -- from record to record ------------------------------------------------------------------------------------

  lastOpen(turn) {
    const [was, id] = this.recall("sohoa/open") ?? [];
    return was === turn ? id : null;
  }

  want(id) {
    this.wanted = id;
    const found = this.shelf.get(id);
    if (found) this.open(found);
  }

  open(record) {
    this.record = record;
    this.answers = record.answers;
    this.leaving = this.finished = false;
    const start = record.fields.findIndex((field) => !this.answers.has(field.column));
    this.revisiting = start < 0;
    this.store("sohoa/open", [this.turn, this.path.at(-1)]);
    this.drawFields();
    this.go(Math.max(start, 0));
  }

  // Goes to the record that comes next; says that all is through when everything is safe and nothing comes.
  leave() {
    const here = this.path.indexOf(this.record.id);
    if (this.answers.size) this.last = new Map(this.answers);
    const next = this.path[here + 1] ?? this.sheet.ahead.find((id) => id !== this.record.id && !this.left.has(id));
    this.leaving = next === undefined;
    if (this.leaving) return this.finish();
    this.left.add(this.record.id);
    if (this.path[here + 1] === undefined) this.path.push(next);
    this.want(next);
    if (this.path.at(-1) === next) this.send();
    this.paint();
  }

  finish() {
    const through = this.sheet.open === this.record.id && !this.outbox.letters.length;
    if (!through && this.sheet.open !== this.record.id) this.send();
    if (through && !this.finished) {
      this.finished = true;
      this.send();
    }
    this.paint();
  }

  // Goes back to the record before this one.
  before() {
    const id = this.path[this.path.indexOf(this.record.id) - 1];
    if (id !== undefined && this.revisit(id)) this.go(this.record.fields.length - 1, { alone: true });
  }

  revisit(id) {
    if (!this.shelf.has(id)) return false;
    this.want(id);
    return true;
  }

  go(place, { alone = false } = {}) {
    this.place = Math.min(Math.max(place, 0), this.record.fields.length - 1);
    this.leaving = this.finished = false;
    this.field = this.record.fields[this.place];
    this.together = alone ? [this.place] : runFrom(this.record, this.place, this.most());
    this.sight.begin();
    const answer = this.answers.get(this.field.column);
    this.input.value = this.record.drafts.get(this.field.column) ?? (answer ? answer.text : this.field.proposal);
    this.suggest([]);
    this.hint("");
    this.paint();
    this.input.focus({ preventScroll: true });
    this.input.select();
    this.look();
  }

  look() {
    if (this.together.length > 1) this.sight.look([...this.root.querySelectorAll(".cell img, .others img")]);
  }

  // -- keys -----------------------------------------------------------------------------------------------------

  press(event) {
    if (this.helping) return this.pressHelp(event);
    if (event.key === "Enter") return this.pressEnter(event);
    if (this.choose(event)) return;
    const verb = verbOf(event);
    if (!verb) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat || /^(view|pan)/.test(verb)) this.act(verb);
  }

  pressEnter(event) {
    if (event.target.tagName === "BUTTON" || !this.composition.accepts(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(event.shiftKey ? "back" : "accept");
  }

  click(event) {
    const button = event.target.closest("button, li");
    if (!button) return;
    if (button.dataset.verb) this.act(button.dataset.verb);
    else if (button.dataset.text !== undefined) this.put(button.dataset.text);
    else if (button.dataset.place) this.go(Number(button.dataset.place), { alone: true });
    else if (button.classList.contains("drop")) this.outbox.drop();
    this.paintStatus();
    if (!this.helping) this.input.focus({ preventScroll: true });
  }
}

Object.assign(Loop.prototype, verbs, painting, choosing, drafting);
