// What the loop shows. Texts go in as text, never as markup: they come from old books.
Object.assign(Loop.prototype, {
  paint() {
    const { record, words } = this;
    const { open } = this.component.data;
    const veil = !record || this.leaving || record.id !== this.wanted;
    this.$(".veil").hidden = !veil;
    this.root.classList.toggle("veiled", veil);
    this.input.readOnly = veil;
    if (veil) {
      const finished = this.finished || open === null;
      const saving = this.leaving ? words.waiting : words.opening;
      this.$(".veil p").textContent = finished ? words.finished : saving;
      this.$(".veil-more").textContent = finished ? words.finishedNext : "";
    }
    this.paintStatus();
    if (record && this.field) this.paintCell();
  },

  paintStatus() {
    const { words, outbox } = this;
    const { trouble } = this.component.data;
    const count = outbox.letters.length;
    const late = count > 0 && Date.now() - outbox.letters[0].at > LATE;
    const status = this.$(".status");
    status.textContent = fill(late ? words.away : count ? words.savingMany : words.allSaved, { count });
    status.dataset.state = late ? "away" : count ? "saving" : "saved";
    this.$(".trouble").textContent = count ? trouble : "";
    this.$(".trouble").hidden = !count || !trouble;
    this.paintRefused();
    if (!this.record) return;
    this.$(".where").textContent = `${this.component.data.book} · ${this.record.where}`;
    this.$(".form").textContent = this.record.form;
    this.$(".progress").textContent = fill(words.progress, { done: this.answers.size, all: this.record.fields.length });
    for (let i = 0; i < this.record.fields.length; i++) this.drawField(i);
  },

  paintRefused() {
    const refused = [...this.outbox.refused.values()];
    this.$(".refused").hidden = !refused.length;
    this.$(".refused-count").textContent = fill(this.words.refused, { count: refused.length });
    this.$(".refused ul").replaceChildren(...refused.map(({ letter, reason }) => {
      const line = document.createElement("li");
      line.textContent = `${letter.column}: «${letter.text || this.words[letter.verdict]}». ${reason}`;
      return line;
    }));
  },

  paintCell() {
    const { field, words } = this;
    const answer = this.answers.get(field.column);
    this.$("h2").textContent = field.title;
    const doubt = this.$(".doubt");
    const percent = field.proposal ? ` ${field.percent}%` : "";
    doubt.textContent = words[field.doubt] + percent;
    doubt.dataset.doubt = field.doubt;
    this.$(".answered").textContent = answer ? `${words[answer.verdict]} · ${answer.saved ? words.saved : words.saving}` : "";
    this.paintCrop(field);
    this.picture.show(this.record.page, this.record.size, field.box ?? null);
    const choices = (field.alternatives ?? []).map((text, i) => choice(text, i + 1));
    this.$(".choices").replaceChildren(this.$(".choices-label"), ...choices);
    this.$(".choices").hidden = !choices.length;
    this.$(".reasons").textContent = (field.reasons ?? []).join(" · ");
  },

  paintCrop(field) {
    const crop = this.$(".cell img");
    if (crop.getAttribute("src") !== (field.crop ?? "")) crop.setAttribute("src", field.crop ?? "");
    crop.hidden = !field.crop;
    this.$(".no-crop").hidden = Boolean(field.crop);
  },

  hint(text) {
    const hint = this.$(".hint");
    hint.textContent = text;
    hint.hidden = !text;
  },

  drawFields() {
    this.$(".fields").replaceChildren(...this.record.fields.map((field, i) => {
      const line = document.createElement("li");
      line.dataset.place = i;
      for (const name of ["name", "text", "mark"]) {
        const part = document.createElement("span");
        part.className = name;
        line.append(part);
      }
      line.firstChild.textContent = field.title;
      return line;
    }));
  },

  drawField(place) {
    const line = this.$(".fields").children[place];
    const field = this.record.fields[place];
    const answer = this.answers.get(field.column);
    const state = answer ? (answer.saved ? "saved" : "saving") : "open";
    const [, text, mark] = line.children;
    text.textContent = answer ? answer.text || `(${this.words[answer.verdict].toLowerCase()})` : field.proposal;
    mark.textContent = this.words[state];
    line.dataset.state = state;
    line.dataset.doubt = field.doubt;
    const here = place === this.place;
    if (here && !line.classList.contains("here")) scrollTo(line);
    line.classList.toggle("here", here);
  },
});

function choice(text, number) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.text = text;
  const chord = document.createElement("kbd");
  chord.textContent = `Alt+${number}`;
  button.append(`${text} `, chord);
  return button;
}

function scrollTo(line) {
  const list = line.parentElement;
  list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 2 + line.clientHeight / 2;
}

// Called by Streamlit at the start and whenever the server has something new; the loop itself lives on the element.
export default function (component) {
  const root = component.parentElement.querySelector(".desk");
  root.loop ??= new Loop(root, component);
  root.loop.update(component);
  return () => root.loop.stop();
}
