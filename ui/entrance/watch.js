// Beside every screen: tells the server that somebody is at the keyboard, covers the screen while the session is locked, and
// leaves when it is over. The server decides; this only shows it. What was typed stays in the page behind the cover.
const LOOK_EVERY = 10000; // ms between looks at the session: a lock or an end from elsewhere is seen within that time
const TELL_EVERY = 30000; // ms between tellings that somebody is there
const SIGN_IN = "/entrance/sign-in";
const said = JSON.parse(document.currentScript.dataset.said);
const words = said.words;

class Watch {
  constructor() {
    this.touched = false;
    this.toldAt = 0;
    this.touchedAt = Date.now();
    this.locked = false;
    for (const kind of ["keydown", "pointerdown", "wheel", "touchstart"]) {
      addEventListener(kind, (event) => this.touch(event), { capture: true, passive: true });
    }
    addEventListener("visibilitychange", () => { if (!document.hidden) this.look(); });
    addEventListener("pageshow", (event) => { if (event.persisted) this.look(); });
    this.timer = setInterval(() => this.beat(), LOOK_EVERY);
    this.look();
  }

  touch(event) {
    if (this.locked || !event.isTrusted) return;
    this.touched = true;
    this.touchedAt = Date.now();
    if (this.touchedAt - this.toldAt > TELL_EVERY) this.tell();
  }

  tell() {
    this.touched = false;
    this.toldAt = Date.now();
    this.ask("POST", "here");
  }

  beat() {
    if (this.touched && Date.now() - this.toldAt > TELL_EVERY) this.tell();
    else this.look();
  }

  look() { return this.ask("GET", "state"); }

  // Asks the server how the session stands, and shows it.
  async ask(method, verb, body) {
    let answer;
    try {
      answer = await fetch(`/entrance/${verb}`, { method, headers: { "Content-Type": "application/json" },
        body: body && JSON.stringify(body), cache: "no-store" });
    } catch {
      if (Date.now() - this.touchedAt > said.idle * 1000) this.cover(true);
      return null;
    }
    if (answer.status === 401) { this.leave(); return null; }
    if (!answer.ok) return answer;
    const state = await answer.clone().json();
    if (state.name !== said.name) location.reload(); // another person has signed in beside this page
    this.cover(state.locked);
    clearTimeout(this.soon);
    if (!state.locked && state.left * 1000 < LOOK_EVERY) this.soon = setTimeout(() => this.look(), state.left * 1000 + 500);
    return answer;
  }

  leave() {
    clearInterval(this.timer);
    location.assign(`${SIGN_IN}?next=${encodeURIComponent(location.pathname + location.search)}`);
  }

  cover(locked) {
    if (locked === this.locked) return;
    this.locked = locked;
    document.documentElement.classList.toggle("sohoa-locked", locked);
    if (locked) { this.before = document.activeElement; this.dialog = this.drawLock(); this.dialog.showModal(); return; }
    this.dialog.remove();
    this.before?.focus?.({ preventScroll: true });
  }

  drawLock() {
    const dialog = draw("dialog", { className: "sohoa-lock" });
    const title = draw("h1", { id: "sohoa-lock-title", textContent: words.locked });
    dialog.setAttribute("aria-labelledby", title.id);
    const why = draw("p", { textContent: words.why.replace("{name}", said.name) });
    const form = draw("form", { method: "dialog" });
    const label = draw("label", { htmlFor: "sohoa-password", textContent: words.password });
    const field = draw("input", { id: "sohoa-password", type: "password", autocomplete: "current-password", required: true,
      maxLength: 200 });
    const name = draw("input", { type: "text", autocomplete: "username", value: said.name, readOnly: true, hidden: true });
    const trouble = draw("p", {});
    trouble.setAttribute("role", "alert");
    const row = draw("div", { className: "row" });
    const out = draw("button", { type: "button", textContent: words.signOut });
    out.addEventListener("click", () => this.signOut());
    row.append(draw("button", { className: "first", textContent: words.unlock }), out);
    if (said.outside) row.append(draw("a", { href: said.outside, textContent: words.outside }));
    form.append(name, label, field, trouble, row);
    form.addEventListener("submit", (event) => { event.preventDefault(); this.unlock(field, trouble); });
    for (const kind of ["keydown", "keyup", "keypress"]) dialog.addEventListener(kind, (event) => event.stopPropagation());
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => { if (this.locked) dialog.showModal(); });
    dialog.append(title, why, form);
    document.body.append(dialog);
    return dialog;
  }

  async unlock(field, trouble) {
    const password = field.value;
    field.value = "";
    trouble.textContent = "";
    this.touchedAt = Date.now();
    const answer = await this.ask("POST", "unlock", { password });
    if (!this.locked) return;
    trouble.textContent = answer ? await answer.text() : words.away;
    field.focus();
  }

  async lock() { await this.ask("POST", "lock"); }

  signOut() { return this.ask("POST", "sign-out"); }

  drawPerson() {
    const bar = draw("div", { className: "sohoa-person" });
    bar.setAttribute("role", "navigation");
    bar.setAttribute("aria-label", words.person.replace("{name}", said.name));
    const lock = draw("button", { textContent: words.lock, title: words.lockHelp });
    lock.addEventListener("click", () => this.lock());
    const out = draw("button", { textContent: words.signOut });
    out.addEventListener("click", () => this.signOut());
    const name = draw("a", { href: "/entrance/password", textContent: said.name, title: words.change });
    name.setAttribute("aria-label", `${said.name}: ${words.change}`);
    bar.append(name, lock, out);
    document.body.append(bar);
  }
}

function draw(kind, how) { return Object.assign(document.createElement(kind), how); }

new Watch().drawPerson();
