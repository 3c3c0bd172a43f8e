// Cells the machine is sure of stand together and are taken with one key, each as an answer of its own: but only what was
// shown, picture beside text, for as long as the eye needs to look at each.
export const MOST = 6; // cells shown at once: as many as have room at 1366 x 768
export const GLANCE = 230; // ms, one fixation of the eye (Card, Moran and Newell 1983, Model Human Processor)

// The cells from a place on that may be taken together, at most as many as have room; the cell alone if it is not sure.
export function runFrom(record, place, room = MOST) {
  const cells = [place];
  if (!takes(record, place)) return cells;
  while (cells.length < Math.min(room, MOST) && takes(record, cells.at(-1) + 1)) cells.push(cells.at(-1) + 1);
  return cells;
}

function takes(record, place) {
  const field = record.fields[place];
  return Boolean(field && field.doubt === "sure" && field.crop && !record.answers.has(field.column)
    && !record.drafts.has(field.column));
}

// How long the cells of a run have been in sight, all their pictures loaded.
export class Sight {
  constructor(clock = () => performance.now()) {
    this.clock = clock;
    this.since = null;
  }

  begin() {
    this.since = null;
  }

  // pictures: of the cells; called again whenever one of them has loaded.
  look(pictures) {
    const there = pictures.every((picture) => picture.complete && picture.naturalWidth > 0);
    if (there) this.since ??= this.clock();
  }

  seen(count) {
    return this.since !== null && this.clock() - this.since >= count * GLANCE;
  }
}
