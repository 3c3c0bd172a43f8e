// The page picture, moved, enlarged, turned and brightened so that the cell in hand is seen with its surroundings. What is
// chosen here holds for the crops too, and stays from cell to cell.
const STEP = 1.35; // one key of enlarging
const MOST = 8;
const PAN = 80; // px a key
const CONTRASTS = ["none", "grayscale(1) contrast(1.5)", "grayscale(1) contrast(2.4) brightness(1.1)"];
const PREVIEW = 1600; // px of a preview's longer side (pipeline/views.py); nearer shows nothing more by itself
const ROOM = 5; // px between the cell and its frame

export class PagePicture {
  constructor(pane, changed = () => {}) {
    this.pane = pane;
    this.changed = changed;
    this.plane = pane.querySelector(".plane");
    this.sheet = pane.querySelector(".sheet");
    this.frame = pane.querySelector(".frame");
    Object.assign(this, { whole: false, zoom: 1, turn: 0, contrast: 0, cleaned: false, pan: [0, 0] });
    this.sheet.addEventListener("load", () => this.place());
    new ResizeObserver(() => this.place()).observe(pane);
    this.listen();
  }

  listen() {
    this.pane.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.enlarge(event.deltaY < 0 ? STEP : 1 / STEP);
    }, { passive: false });
    this.pane.addEventListener("pointerdown", (event) => {
      if (event.target.closest("button")) return;
      event.preventDefault();
      this.pane.setPointerCapture(event.pointerId);
      this.held = true;
    });
    this.pane.addEventListener("pointermove", (event) => { if (this.held) this.shift(event.movementX, event.movementY); });
    for (const ends of ["pointerup", "pointercancel"]) this.pane.addEventListener(ends, () => { this.held = false; });
    this.pane.addEventListener("dblclick", () => this.act("whole"));
  }

  // verb: what a chord or button asks of the picture.
  act(verb) {
    if (verb === "whole") Object.assign(this, { whole: !this.whole, zoom: 1, pan: [0, 0] });
    else if (verb === "in") this.enlarge(STEP);
    else if (verb === "out") this.enlarge(1 / STEP);
    else if (verb === "turn") this.turn = (this.turn + 90) % 360;
    else if (verb === "contrast") this.contrast = (this.contrast + 1) % CONTRASTS.length;
    else if (verb === "cleaned") this.cleaned = !this.cleaned;
    this.place();
    this.changed();
  }

  enlarge(times) {
    this.zoom = Math.min(MOST, Math.max(0.5, this.zoom * times));
    if (Math.abs(this.zoom - 1) < 0.05) this.zoom = 1;
    this.place();
    this.changed();
  }

  // Returns by how much the page was moved, px.
  move(direction) {
    const by = { up: [0, PAN], down: [0, -PAN], left: [PAN, 0], right: [-PAN, 0] }[direction];
    this.shift(...by);
    return by;
  }

  shift(x, y) {
    this.pan = [this.pan[0] + x, this.pan[1] + y];
    this.place();
  }

  get filter() {
    return CONTRASTS[this.contrast];
  }

  // record: with the page's addresses and its size on which boxes lie, px; box: x, y, w, h on it, or null.
  show(record, box) {
    if (this.box !== box) this.pan = [0, 0];
    this.size = record.size;
    this.box = box;
    this.pages = [record.page, record.cleaned];
    this.place();
  }

  place() {
    const [w, h] = this.size || [0, 0];
    const pane = { w: this.pane.clientWidth, h: this.pane.clientHeight };
    this.frame.hidden = !w || !this.box;
    const address = this.pages?.[this.cleaned ? 1 : 0] ?? "";
    showPicture(this.sheet, address);
    if (this.sheet.style.filter !== this.filter) this.sheet.style.filter = this.filter;
    if (!w || !pane.w) return;
    const scale = this.scale(turned([w, h], this.turn), pane) * this.zoom;
    const [x, y, bw, bh] = this.box || [0, 0, w, h];
    this.plane.style.width = `${w * scale}px`;
    this.plane.style.height = `${h * scale}px`;
    const [left, top] = placed([w * scale, h * scale], [(x + bw / 2) * scale, (y + bh / 2) * scale], pane, this);
    this.plane.style.transform = `translate(${left}px, ${top}px) rotate(${this.turn}deg)`;
    this.frame.style.width = `${bw * scale + 2 * ROOM}px`;
    this.frame.style.height = `${bh * scale + 2 * ROOM}px`;
    this.frame.style.transform = `translate(${x * scale - ROOM}px, ${y * scale - ROOM}px)`;
  }

  scale([w, h], pane) {
    const all = Math.min(pane.w / w, pane.h / h);
    if (this.whole || !this.box) return all;
    const near = (0.9 * pane.w) / this.box[2];
    // Never smaller than the whole width, never coarser than the preview shows unless it is asked for.
    return Math.max(pane.w / w, Math.min(near, PREVIEW / Math.max(w, h)));
  }
}

// Shows a picture, and until it is there none: a browser would leave the one before, beside a text it does not belong to.
export function showPicture(image, address) {
  if (image.getAttribute("src") === address) return;
  image.setAttribute("src", address);
  image.style.visibility = image.complete ? "" : "hidden";
  if (!image.complete) image.addEventListener("load", () => { image.style.visibility = ""; }, { once: true });
}

export function turned([w, h], turn) {
  return turn % 180 ? [h, w] : [w, h];
}

// Returns where the turned plane goes so that a point of it lies in the middle of the pane, moved by what was panned, and no
// part of the pane is empty that the plane could fill.
export function placed([w, h], [x, y], pane, { turn, pan }) {
  const [cos, sin] = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[turn];
  const spin = ([a, b]) => [a * cos - b * sin, a * sin + b * cos];
  const corners = [[0, 0], [w, 0], [0, h], [w, h]].map(spin);
  const least = [0, 1].map((axis) => Math.min(...corners.map((corner) => corner[axis])));
  const point = spin([x, y]);
  const long = turned([w, h], turn);
  const room = [pane.w, pane.h];
  return [0, 1].map((axis) => {
    const start = room[axis] / 2 - point[axis] + least[axis];
    return within(within(start, room[axis], long[axis]) + pan[axis], room[axis], long[axis]) - least[axis];
  });
}

// Keeps a picture of length `long` inside a pane of length `room`, centred where it is the shorter one.
export function within(start, room, long) {
  return long <= room ? (room - long) / 2 : Math.min(0, Math.max(room - long, start));
}
