// The page picture, moved and enlarged so that the cell in hand is seen with its surroundings.
class PagePicture {
  constructor(pane, words) {
    this.pane = pane;
    this.words = words;
    this.sheet = pane.querySelector(".sheet");
    this.frame = pane.querySelector(".frame");
    this.button = pane.querySelector(".whole");
    this.whole = false;
    this.button.addEventListener("click", () => this.toggle());
    this.sheet.addEventListener("click", () => this.toggle());
    this.sheet.addEventListener("load", () => this.place());
    new ResizeObserver(() => this.place()).observe(pane);
  }

  toggle() {
    this.whole = !this.whole;
    this.button.firstChild.textContent = (this.whole ? this.words.near : this.words.whole) + " ";
    this.place();
  }

  // size: width, height of the delivered picture; box: x, y, w, h on it, or null.
  show(address, size, box) {
    this.size = size;
    this.box = box;
    if (this.sheet.getAttribute("src") !== address) {
      if (address) this.sheet.src = address;
      else this.sheet.removeAttribute("src");
    }
    this.place();
  }

  place() {
    const [w, h] = this.size || [0, 0];
    const pane = { w: this.pane.clientWidth, h: this.pane.clientHeight };
    if (!w || !pane.w) {
      this.frame.hidden = true;
      return;
    }
    const scale = this.scale(w, h, pane);
    const [x, y, bw, bh] = this.box || [0, 0, w, h];
    const left = within(pane.w / 2 - (x + bw / 2) * scale, pane.w, w * scale);
    const top = within(pane.h / 2 - (y + bh / 2) * scale, pane.h, h * scale);
    this.sheet.style.width = `${w * scale}px`;
    this.sheet.style.height = `${h * scale}px`;
    this.sheet.style.transform = `translate(${left}px, ${top}px)`;
    this.frame.hidden = !this.box;
    const room = 5;
    this.frame.style.width = `${bw * scale + 2 * room}px`;
    this.frame.style.height = `${bh * scale + 2 * room}px`;
    this.frame.style.transform = `translate(${left + x * scale - room}px, ${top + y * scale - room}px)`;
  }

  scale(w, h, pane) {
    const all = Math.min(pane.w / w, pane.h / h);
    if (this.whole || !this.box) return all;
    const near = (0.9 * pane.w) / this.box[2];
    // Never smaller than the whole width, never coarser than the preview (1600 px) can show.
    return Math.max(pane.w / w, Math.min(near, 1600 / Math.max(w, h)));
  }
}

// Keeps a picture of length `long` inside a pane of length `room`, centred where it is the shorter one.
function within(start, room, long) {
  return long <= room ? (room - long) / 2 : Math.min(0, Math.max(room - long, start));
}
