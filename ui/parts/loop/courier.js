// Carries answers to the server in the background, in the order in which they were given: one sending at a time, again and
// again until the store has acknowledged them. What arrives twice counts once, by its key.
export const RESEND = 2000; // ms between sendings of what is not acknowledged
const TOO_LONG = 10000; // ms after which a sending is given up and tried again
const AT_ONCE = 50; // answers a sending carries at most: two records of the longest form
const SIGNED_OUT = new Set([401, 403]);

export class Courier {
  // told(delivery): what the server said, or { signedOut } or { away }.
  constructor(outbox, address, told, fetching = (...said) => globalThis.fetch(...said)) {
    Object.assign(this, { outbox, address, told, fetching });
    this.underway = false;
    this.timer = null;
    this.online = () => this.send();
    globalThis.addEventListener?.("online", this.online);
  }

  stop() {
    clearTimeout(this.timer);
    globalThis.removeEventListener?.("online", this.online);
  }

  async send() {
    if (this.underway || !this.outbox.letters.length) return;
    this.underway = true;
    clearTimeout(this.timer);
    const delivery = await this.sent(this.outbox.letters.slice(0, AT_ONCE));
    this.underway = false;
    if (delivery.acknowledged) this.outbox.settle(delivery.acknowledged, delivery.refused);
    this.told(delivery);
    if (!this.outbox.letters.length) return;
    const stuck = !delivery.acknowledged || delivery.trouble;
    if (stuck) this.timer = setTimeout(() => this.send(), RESEND);
    else this.send();
  }

  async sent(letters) {
    const giveUp = new AbortController();
    const late = setTimeout(() => giveUp.abort(), TOO_LONG);
    try {
      const answer = await this.fetching(this.address, { ...posted(letters), signal: giveUp.signal });
      if (SIGNED_OUT.has(answer.status) || answer.type === "opaqueredirect") return { signedOut: true };
      if (!answer.ok) return { away: true };
      return await answer.json();
    } catch {
      return { away: true };
    } finally {
      clearTimeout(late);
    }
  }

  // A last attempt while the page is closed; what does not arrive lies in the browser until next time.
  last() {
    const letters = this.outbox.letters.slice(0, AT_ONCE);
    if (letters.length) this.fetching(this.address, { ...posted(letters), keepalive: true }).catch(() => {});
  }
}

function posted(letters) {
  return { method: "POST", redirect: "manual", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ letters }) };
}
