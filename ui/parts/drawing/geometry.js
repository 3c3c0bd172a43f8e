// Boxes are [left, top, width, height] and starts [right, down], all as shares of the template's sides. Nothing here is changed in
// place: every function returns what is new.
export const SMALLEST = 0.004; // share of a side (pipeline/drawing_board.py refuses smaller ones)
const AGAIN = 800; // ms within which moves of one cell by key are one step of undo

const between = (value, least, most) => Math.min(Math.max(value, least), Math.max(least, most));

export function moved([x, y, w, h], dx, dy) {
  return [between(x + dx, 0, 1 - w), between(y + dy, 0, 1 - h), w, h];
}

// handle: which sides are pulled, as "se" for the lower right corner.
export function pulled([x, y, w, h], handle, dx, dy) {
  let [left, top, right, foot] = [x, y, x + w, y + h];
  if (handle.includes("w")) left = between(left + dx, 0, right - SMALLEST);
  if (handle.includes("e")) right = between(right + dx, left + SMALLEST, 1);
  if (handle.includes("n")) top = between(top + dy, 0, foot - SMALLEST);
  if (handle.includes("s")) foot = between(foot + dy, top + SMALLEST, 1);
  return [left, top, right - left, foot - top];
}

export function spanned([ax, ay], [bx, by]) {
  const [left, right] = [ax, bx].map((x) => between(x, 0, 1)).sort((a, b) => a - b);
  const [top, foot] = [ay, by].map((y) => between(y, 0, 1)).sort((a, b) => a - b);
  return moved([left, top, Math.max(right - left, SMALLEST), Math.max(foot - top, SMALLEST)], 0, 0);
}

// The smallest box around all boxes; the whole page where there are none.
export function around(boxes) {
  if (!boxes.length) return [0, 0, 1, 1];
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , w]) => x + w));
  const foot = Math.max(...boxes.map(([, y, , h]) => y + h));
  return [left, top, right - left, foot - top];
}

// Where `count` entries begin: as far apart as the first two are now, else one below the other over the page.
export function spaced(count, starts) {
  const step = starts.length > 1 ? starts[1] : [0, 1 / count];
  return Array.from({ length: count }, (_, i) => [i * step[0], i * step[1]]);
}

// Moves the beginning of one entry; the second one takes those after it along, each as far from the one before.
export function begun(starts, entry, dx, dy) {
  const to = [between(starts[entry][0] + dx, -1, 1), between(starts[entry][1] + dy, -1, 1)];
  if (entry === 1) return spaced(starts.length, [[0, 0], to]);
  return starts.map((start, i) => (i === entry ? to : start));
}

// Row by row, each row left to right: the order in which the cells are asked.
export function inReadingOrder(cells) {
  const middle = ({ box: [, y, , h] }) => y + h / 2;
  const rows = [];
  for (const cell of [...cells].sort((a, b) => middle(a) - middle(b))) {
    const first = rows.at(-1)?.[0];
    if (first && middle(cell) - middle(first) < Math.min(cell.box[3], first.box[3]) / 2) rows.at(-1).push(cell);
    else rows.push([cell]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.box[0] - b.box[0]));
}

// Letters without marks, so that a search needs none.
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

// Columns whose title or name holds every word that was typed, without marks.
export function found(columns, typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return columns.filter(({ title, name }) => words.every((word) => plain(`${title} ${name}`).includes(word)));
}

// States of the drawing, one for each step that can be undone.
export class History {
  constructor(state) {
    this.states = [state];
    this.place = 0;
  }

  get now() { return this.states[this.place]; }
  get canUndo() { return this.place > 0; }
  get canRedo() { return this.place + 1 < this.states.length; }

  // tag: steps of the same tag that follow one another quickly are one.
  push(state, tag = "", at = Date.now()) {
    const same = tag && tag === this.tag && at - this.at < AGAIN && this.place > 0;
    this.states = [...this.states.slice(0, same ? this.place : this.place + 1), state];
    this.place = this.states.length - 1;
    this.tag = tag;
    this.at = at;
  }

  undo() {
    this.place = Math.max(0, this.place - 1);
    this.tag = "";
    return this.now;
  }

  redo() {
    this.place = Math.min(this.states.length - 1, this.place + 1);
    this.tag = "";
    return this.now;
  }
}
