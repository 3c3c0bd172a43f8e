const RESEND = 2000; // ms between sendings of what is not acknowledged, as in the record
const LATE = 4000; // ms without acknowledgement after which the clerk is told, as in the record
const MARGIN = 0.35; // share of a cell's height around it in a crop (pipeline/views.py)
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last" };

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// One carpet: crops read alike. What is picked out stays open; only what a person has had before the eyes is confirmed.
class Carpet {
  constructor(root, component) {
    this.root = root;
    this.$ = (selector) => root.querySelector(selector);
    this.component = component;
    this.outbox = new Outbox(`carpet-${component.data.store}`, component.data.who);
    this.watch = new IntersectionObserver((seen) => this.note(seen), { threshold: 0.75 });
    root.addEventListener("keydown", (event) => this.press(event));
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("focusin", (event) => { if (event.target.patch) this.look(event.target); });
    this.timer = setInterval(() => this.beat(), RESEND);
  }

  stop() {
    clearInterval(this.timer);
    this.watch.disconnect();
  }

  get tiles() {
    return [...this.root.querySelectorAll(".patch")];
  }

  // -- with the server ------------------------------------------------------------------------------------------

  update(component) {
    this.component = component;
    const { acknowledged, refused, patches, turn, words } = component.data;
    this.words = words;
    this.outbox.settle(acknowledged, refused);
    const ids = JSON.stringify([turn, patches.map((patch) => patch.id)]);
    if (this.ids !== ids && !this.outbox.letters.length) {
      this.ids = ids;
      this.draw(patches);
    }
    this.paint();
  }

  send() {
    const { outbox, component, odd } = this;
    component.setStateValue("outbox", { letters: outbox.letters, odd: odd ?? [], turn: component.data.turn });
  }

  beat() {
    if (this.outbox.letters.length) this.send();
    this.paint();
  }

  // -- what a person does ---------------------------------------------------------------------------------------

  // Confirms every crop that was seen and not picked out; the picked ones are left to their records.
  confirm() {
    const { who, turn } = this.component.data;
    const taken = this.taken();
    if (this.outbox.letters.length || !(taken.length || this.picked().length) || this.unseen()) return;
    for (const { patch } of taken) {
      this.outbox.put({ entry_id: patch.entry_id, stamp: patch.stamp, column: patch.column, verdict: "confirmed",
        text: patch.text, proposal: patch.text, who });
    }
    this.odd = this.picked().map(({ patch }) => patch.id);
    this.send();
    this.paint();
  }

  taken() {
    return this.tiles.filter((tile) => tile.dataset.seen === "yes" && tile.ariaSelected !== "true");
  }

  picked() {
    return this.tiles.filter((tile) => tile.ariaSelected === "true" || tile.dataset.seen === "lost");
  }

  unseen() {
    return this.tiles.filter((tile) => tile.dataset.seen === "no").length;
  }

  pick(tile) {
    if (this.outbox.letters.length) return;
    tile.ariaSelected = tile.ariaSelected === "true" ? "false" : "true";
    this.sign(tile);
    this.paint();
  }

  // Takes a whole part, or leaves it if all of it is taken.
  pickAll(part) {
    const tiles = [...part.querySelectorAll(".patch")];
    const leave = tiles.every((tile) => tile.ariaSelected !== "true");
    if (this.outbox.letters.length) return;
    for (const tile of tiles) {
      tile.ariaSelected = String(leave);
      this.sign(tile);
    }
    this.paint();
  }

  press(event) {
    const tile = event.target.closest?.(".patch");
    if (!tile || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in STEPS) this.move(tile, STEPS[event.key]);
    else if (event.key === " ") this.pick(tile);
    else if (event.key === "Enter" && !event.repeat) this.confirm();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  move(from, step) {
    const tiles = this.tiles;
    const place = tiles.indexOf(from);
    const near = () => {
      const down = step === "down" ? 1 : -1;
      const rows = tiles.filter((tile) => (tile.offsetTop - from.offsetTop) * down > 0);
      const row = rows.length ? (down > 0 ? rows[0] : rows[rows.length - 1]).offsetTop : null;
      const same = rows.filter((tile) => tile.offsetTop === row);
      return same.sort((a, b) => Math.abs(a.offsetLeft - from.offsetLeft) - Math.abs(b.offsetLeft - from.offsetLeft))[0];
    };
    const to = { first: tiles[0], last: tiles[tiles.length - 1] }[step]
      ?? (typeof step === "number" ? tiles[place + step] : near());
    to?.focus();
  }

  click(event) {
    const tile = event.target.closest(".patch");
    if (tile) {
      tile.focus({ preventScroll: true });
      this.pick(tile);
    } else if (event.target.closest(".all")) this.pickAll(event.target.closest(".part"));
    else if (event.target.closest(".confirm")) this.confirm();
    else if (event.target.closest(".open") && this.here) this.component.setTriggerValue("open", this.here.patch.id);
    else if (event.target.closest(".drop")) {
      this.outbox.drop();
      this.update(this.component);
    }
  }

  // A crop counts as seen when its picture is there and three quarters of it have been on the screen.
  note(changes) {
    for (const { target, isIntersecting } of changes) {
      target.near = isIntersecting;
      this.settle(target);
    }
    this.paint();
  }

  settle(tile) {
    const picture = tile.querySelector("img");
    if (tile.dataset.seen !== "no") return;
    if (picture.complete && !picture.naturalWidth) tile.dataset.seen = "lost";
    else if (picture.complete && tile.near) tile.dataset.seen = "yes";
    else return;
    this.sign(tile);
  }

  // -- what is drawn --------------------------------------------------------------------------------------------

  draw(patches) {
    this.watch.disconnect();
    this.odd = [];
    const parts = [[true, this.words.sure], [false, this.words.doubtful]].map(([sure, title]) => {
      const mine = patches.filter((patch) => patch.sure === sure);
      return mine.length ? this.part(mine, fill(title, { count: mine.length })) : "";
    });
    this.$(".grid").replaceChildren(...parts.filter(Boolean));
    const [first] = this.tiles;
    if (!first) return;
    first.tabIndex = 0;
    this.look(first);
    if (this.drawn) first.focus({ preventScroll: true });
    this.drawn = true;
  }

  part(patches, title) {
    const part = element("div", { className: "part" });
    const head = element("div", { className: "head" });
    const heading = element("p", { className: "part-title", textContent: title });
    heading.dataset.sure = patches[0].sure ? "yes" : "no";
    head.append(heading, element("button", { type: "button", className: "all", textContent: this.words.all }));
    const list = element("div", { className: "patches", role: "listbox" });
    list.setAttribute("aria-multiselectable", "true");
    list.setAttribute("aria-label", title);
    list.append(...patches.map((patch) => this.tile(patch)));
    part.append(head, list);
    return part;
  }

  tile(patch) {
    const tile = element("div", { className: "patch", role: "option", tabIndex: -1, ariaSelected: patch.sure ? "false" : "true" });
    tile.dataset.seen = "no";
    tile.patch = patch;
    const picture = element("img", { alt: "", draggable: false });
    picture.addEventListener("load", () => { enlarge(picture); this.settle(tile); this.paint(); });
    picture.addEventListener("error", () => { this.settle(tile); this.paint(); });
    picture.src = patch.crop;
    const mark = element("span", { className: "mark" });
    const own = patch.text === this.component.data.group.text ? "" : patch.text;
    mark.append(element("span", { className: "own", textContent: own }), element("span", { className: "sign" }));
    const window = element("div", { className: "window" });
    window.append(picture);
    tile.append(window, mark);
    this.sign(tile);
    this.watch.observe(tile);
    return tile;
  }

  sign(tile) {
    const { words } = this;
    const said = tile.ariaSelected === "true" ? words.left : { yes: words.taken, no: words.unseen, lost: words.lost }[tile.dataset.seen];
    const doubt = tile.patch.sure ? "" : ` ? ${tile.patch.percent} %`;
    tile.querySelector(".sign").textContent = said + doubt;
    tile.setAttribute("aria-label", [tile.patch.text, tile.patch.where, tile.patch.title, said + doubt].join(", "));
  }

  look(tile) {
    if (this.here) this.here.tabIndex = -1;
    this.here = tile;
    tile.tabIndex = 0;
    this.$(".loupe img").src = tile.patch.crop;
    this.$(".loupe img").alt = tile.patch.text;
    this.$(".loupe-text").textContent = tile.patch.text;
    this.$(".loupe-where").textContent = `${tile.patch.where} · ${tile.patch.title}`;
  }

  paint() {
    const { words, outbox } = this;
    const { group, trouble } = this.component.data;
    const [taken, unseen, waiting] = [this.taken().length, this.unseen(), outbox.letters.length];
    const empty = !this.tiles.length;
    put(this.$(".said .text"), group.text);
    put(this.$(".count"), fill(words.count, { shown: this.tiles.length, all: group.cells }));
    put(this.$(".confirm"), unseen ? fill(words.look, { count: unseen }) : fill(words.confirm, { count: taken }));
    this.$(".confirm").disabled = Boolean(unseen || waiting || empty || !(taken || this.picked().length));
    put(this.$(".open"), words.open);
    put(this.$(".drop"), words.drop);
    put(this.$(".keys"), words.keys);
    put(this.$(".none"), words.none);
    this.$(".none").hidden = !empty;
    for (const part of [".count", ".confirm", ".loupe", ".grid", ".keys"]) this.$(part).hidden = empty;
    const late = waiting && Date.now() - outbox.letters[0].at > LATE;
    this.$(".status").dataset.state = late ? "away" : waiting ? "saving" : "saved";
    put(this.$(".status"), waiting ? fill(late ? words.away : words.saving, { count: waiting }) : words.saved);
    put(this.$(".trouble"), trouble);
    this.$(".trouble").hidden = !trouble;
    this.paintRefused();
  }

  paintRefused() {
    const { refused } = this.outbox;
    this.$(".refused").hidden = !refused.size;
    put(this.$(".refused p"), fill(this.words.refused, { count: refused.size }));
    const lines = [...refused.values()].map(({ letter, reason }) => `${letter.text}: ${reason}`);
    if (this.$(".refused ul").childElementCount !== lines.length) {
      this.$(".refused ul").replaceChildren(...lines.map((line) => element("li", { textContent: line })));
    }
  }
}

function element(name, properties) {
  const { role, ...others } = properties;
  const made = Object.assign(document.createElement(name), others);
  if (role) made.setAttribute("role", role);
  return made;
}

// Makes the words of a crop as large as their window lets, with a rest of the margin for tone marks and tails.
function enlarge(picture) {
  const { naturalWidth: width, naturalHeight: height, parentElement: window } = picture;
  const cell = height / (1 + 2 * MARGIN);
  const scale = Math.min(window.clientWidth / (width - 1.5 * MARGIN * cell), window.clientHeight / (cell * 1.1));
  picture.style.height = `${height * scale}px`;
}

// Writes only what changed, so that a screen reader is not told the same again every two seconds.
function put(where, text) {
  if (where.textContent !== text) where.textContent = text;
}

// Called by Streamlit at the start and whenever the server has something new; the carpet itself lives on the element.
export default function (component) {
  const root = component.parentElement.querySelector(".carpet");
  root.carpet ??= new Carpet(root, component);
  root.carpet.update(component);
  return () => root.carpet.stop();
}
