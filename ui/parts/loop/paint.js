// What the loop shows. Texts go in as text, never as markup: they come from old books.
import { keySheet, printed } from "./help.js";
import { showPicture } from "./picture.js";

export const LATE = 4000; // ms without acknowledgement after which the clerk is told
const ROW = 74; // px of a cell taken together with others (record.css)
const AROUND = 356; // px of the card without such cells: title, crop, field, verdicts
const SIGNS = { sure: "✓", doubtful: "?", unread: "✗", missing: "✗", noInk: "○" };
const FIRM = 95; // percent from which letters or tones are called sure (pipeline.entries.SURE)

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const painting = {
  paint() {
    const { record, words } = this;
    const veil = !record || this.leaving || record.id !== this.wanted;
    this.$(".veil").hidden = !veil;
    this.root.classList.toggle("veiled", veil);
    this.input.readOnly = veil;
    if (veil) {
      const through = this.finished || this.sheet.open === null;
      this.$(".veil p").textContent = through ? words.finished : this.leaving && this.outbox.letters.length ? words.waiting : words.opening;
      this.$(".veil-more").textContent = through ? words.finishedNext : "";
    }
    this.paintStatus();
    if (record && this.field) this.paintCell();
  },

  paintStatus() {
    const { words, outbox } = this;
    const count = outbox.letters.length;
    const late = count > 0 && Date.now() - outbox.letters[0].at > LATE;
    const status = this.$(".status");
    const said = fill(late ? words.away : count ? words.savingMany : words.allSaved, { count });
    say(status, said);
    status.dataset.state = late ? "away" : count ? "saving" : "saved";
    this.$(".trouble").textContent = count ? this.trouble ?? "" : "";
    this.$(".trouble").hidden = !count || !this.trouble;
    this.paintRefused();
    if (!this.record) return;
    say(this.$(".where"), `${this.sheet.book} · ${this.record.where}`);
    say(this.$(".form"), this.record.form);
    say(this.$(".progress"), fill(words.progress, { done: this.answers.size, all: this.record.fields.length }));
    for (let i = 0; i < this.record.fields.length; i++) this.drawField(i);
  },

  paintRefused() {
    const refused = [...this.outbox.refused.values()];
    this.$(".refused").hidden = !refused.length;
    this.$(".refused-count").textContent = fill(this.words.refused, { count: refused.length });
    this.$(".refused ul").replaceChildren(...refused.map(({ letter, reason }) =>
      made("li", "", `${letter.column}: «${letter.text || this.words[letter.verdict]}». ${reason}`)));
  },

  paintCell() {
    const { field, words } = this;
    const answer = this.answers.get(field.column);
    say(this.$("h2"), field.title);
    say(this.$(".answered"), answer ? `${words[answer.verdict]} · ${answer.saved ? words.saved : words.saving}` : "");
    this.paintDoubts();
    this.paintCrop(this.$(".cell img"), field);
    this.$(".no-crop").hidden = Boolean(field.crop);
    this.picture.show(this.record, field.box ?? null);
    this.paintView();
    const choices = (field.alternatives ?? []).map((other, i) => choice(other, i + 1, field.proposal, words));
    this.$(".choices").replaceChildren(this.$(".choices-label"), ...choices);
    this.$(".choices").hidden = !choices.length || this.together.length > 1;
    this.$(".reasons").textContent = this.together.length > 1 ? "" : (field.reasons ?? []).join(" · ");
    this.paintTogether();
  },

  // How far letters and tones may be believed: colour, sign and number.
  paintDoubts() {
    const { field, words } = this;
    const marks = [badge(field.doubt, words[field.doubt])];
    if (field.proposal) {
      marks.push(share(words.letters, field.letters), share(words.tones, field.tones));
    }
    this.$(".doubts").replaceChildren(...marks);
    this.$(".card").dataset.doubt = field.doubt;
  },

  paintCrop(image, field) {
    const address = (this.picture.cleaned ? field.cleaned : field.crop) ?? "";
    showPicture(image, address);
    image.hidden = !field.crop;
    if (image.style.filter !== this.picture.filter) image.style.filter = this.picture.filter;
  },

  // The other cells of a run, each with its picture beside its text.
  paintTogether() {
    const { words } = this;
    const others = this.together.slice(1).map((place) => this.record.fields[place]);
    this.$(".card").classList.toggle("together", others.length > 0);
    this.$(".others").hidden = !others.length;
    this.$(".others").style.flex = `${others.length} 1 auto`; // each cell of a run gets the same share of the room
    this.$(".accept span").textContent = others.length ? fill(words.acceptAll, { count: others.length + 1 }) : words.accept;
    const key = others.map((field) => field.column).join();
    if (this.othersKey === `${this.record.id}/${key}`) return;
    this.othersKey = `${this.record.id}/${key}`;
    this.$(".others").replaceChildren(...others.map((field, i) => {
      const line = made("li", "");
      line.dataset.place = this.together[i + 1];
      const image = document.createElement("img");
      image.alt = words.cell;
      image.draggable = false;
      const said = made("span", "said");
      said.append(made("span", "name", field.title), made("b", "", field.proposal));
      const shot = made("span", "shot");
      shot.append(image);
      line.append(shot, said);
      this.paintCrop(image, field);
      return line;
    }));
  },

  // Crops follow what is chosen for the page: nearer, brighter, cleaned.
  paintView() {
    const { picture, words } = this;
    this.$(".which").textContent = picture.cleaned ? words.cleaned : words.delivered;
    this.$(".which").setAttribute("aria-pressed", picture.cleaned);
    if (!this.field) return;
    const image = this.$(".cell img");
    this.paintCrop(image, this.field);
    image.style.transform = picture.turn ? `rotate(${picture.turn}deg)` : "";
    image.style.width = image.style.height = `${100 * Math.max(1, picture.zoom)}%`;
    const rows = [...this.$(".others").children];
    rows.forEach((row, i) => this.paintCrop(row.querySelector("img"), this.record.fields[this.together[i + 1]] ?? {}));
  },

  // How many cells have room beside each other on this screen.
  most() {
    return Math.max(1, 1 + Math.floor((this.$(".card").parentElement.clientHeight - AROUND) / ROW));
  },

  paintOffered() {
    const list = this.$(".offered");
    list.hidden = !this.offered.length;
    list.replaceChildren(...this.offered.map((text, i) => {
      const line = made("li", i === Math.max(this.chosen, 0) ? "next" : "", text);
      line.dataset.text = text;
      if (i === Math.max(this.chosen, 0)) line.append(made("kbd", "", "Tab"));
      return line;
    }));
  },

  hint(text) {
    const hint = this.$(".hint");
    hint.textContent = text;
    hint.hidden = !text;
  },

  drawFields() {
    this.$(".fields").replaceChildren(...this.record.fields.map((field, i) => {
      const line = made("li", "");
      line.dataset.place = i;
      line.dataset.doubt = field.doubt;
      line.append(made("span", "sign"), made("span", "name", field.title), made("span", "text"), made("span", "mark"));
      return line;
    }));
  },

  drawField(place) {
    const line = this.$(".fields").children[place];
    const field = this.record.fields[place];
    const answer = this.answers.get(field.column);
    const state = answer ? (answer.saved ? "saved" : "saving") : "open";
    const [sign, , text, mark] = line.children;
    say(sign, answer ? "" : SIGNS[field.doubt]);
    say(text, answer ? answer.text || `(${this.words[answer.verdict].toLowerCase()})` : field.proposal);
    say(mark, this.words[state]);
    if (line.dataset.state !== state) line.dataset.state = state;
    const here = this.together.includes(place);
    if (place === this.place && !line.classList.contains("here")) scrollTo(line);
    line.classList.toggle("here", here);
  },

  // -- the sheet of keys ----------------------------------------------------------------------------------------

  help() {
    this.helping = !this.helping;
    this.$(".help").hidden = !this.helping;
    for (const behind of ["header", ".room"]) this.$(behind).inert = this.helping;
    if (!this.helping) return this.input.focus({ preventScroll: true });
    this.$(".help-sheet").replaceChildren(keySheet(this.words));
    this.$(".help-buttons button").focus();
  },

  pressHelp(event) {
    if (event.key !== "Escape" && event.key !== "F1") return;
    event.preventDefault();
    event.stopPropagation();
    this.help();
  },

  print() {
    printed(this.words);
  },
};

// Writes only what is new: a text written again is laid out again.
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function made(kind, name, text = "") {
  const element = document.createElement(kind);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

function badge(doubt, text) {
  const mark = made("span", "doubt", `${SIGNS[doubt]} ${text}`);
  mark.dataset.doubt = doubt;
  return mark;
}

function share(name, percent) {
  return badge(percent >= FIRM ? "sure" : "doubtful", `${name} ${percent}%`);
}

// An alternative; what differs from the proposal is marked, and one that differs in tones only says so.
function choice(other, number, proposal, words) {
  const button = made("button", other.tone ? "tone" : "");
  button.type = "button";
  button.dataset.text = other.text;
  const was = proposal.split(" ");
  other.text.split(" ").forEach((word, i) => {
    button.append(i ? " " : "", word === was[i] ? word : made("mark", "", word));
  });
  if (other.tone) button.append(made("small", "", words.toneOnly));
  button.append(made("kbd", "", `Alt+${number}`));
  return button;
}

function scrollTo(line) {
  const list = line.parentElement;
  list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 2 + line.clientHeight / 2;
}
