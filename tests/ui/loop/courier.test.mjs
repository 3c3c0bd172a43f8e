import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Courier, RESEND } from "../../../ui/parts/loop/courier.js";
import { Outbox } from "../../../ui/parts/loop/outbox.js";

class Storage {
  constructor() { this.texts = new Map(); }
  get length() { return this.texts.size; }
  key(i) { return [...this.texts.keys()][i]; }
  getItem(name) { return this.texts.get(name) ?? null; }
  setItem(name, text) { this.texts.set(name, text); }
  removeItem(name) { this.texts.delete(name); }
}

const said = (body, status = 200) => ({ ok: status === 200, status, type: "basic", json: async () => body });
const kept = (letters) => ({ acknowledged: letters.map((letter) => letter.key), refused: {}, trouble: "" });
const posted = (how) => JSON.parse(how.body).letters;
const settled = async () => { for (let i = 0; i < 20; i++) await null; };

function office(answer) {
  const outbox = new Outbox("kho", "Lò Thị Mai", new Storage());
  const sent = [];
  const told = [];
  const courier = new Courier(outbox, "/answers", (delivery) => told.push(delivery), async (_, how) => {
    sent.push(posted(how).map((letter) => letter.text));
    return answer(posted(how), sent.length);
  });
  return { outbox, courier, sent, told };
}

test("an answer leaves the outbox when it is acknowledged", async () => {
  const { outbox, courier } = office((letters) => said(kept(letters)));
  outbox.put({ text: "a" });
  await courier.send();
  assert.equal(outbox.letters.length, 0);
  assert.equal(outbox.storage.length, 0);
});

test("what is given while a sending is under way goes with the next one, in order", async () => {
  const { outbox, courier, sent } = office((letters) => said(kept(letters)));
  outbox.put({ text: "a" });
  const first = courier.send();
  outbox.put({ text: "b" });
  outbox.put({ text: "c" });
  await courier.send();
  await first;
  await settled();
  assert.deepEqual(sent, [["a"], ["b", "c"]]);
});

for (const [name, answer] of [
  ["lost network", () => { throw new TypeError("network"); }],
  ["server that fails", () => said({}, 500)],
  ["sign-in that ran out", () => said({}, 401)],
  ["disk that is full", () => said({ acknowledged: [], refused: {}, trouble: "Ổ đĩa đã đầy." })],
]) {
  test(`a ${name} loses nothing, and it is sent again`, async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const { outbox, courier, sent, told } = office((letters, count) => (count === 1 ? answer() : said(kept(letters))));
    outbox.put({ text: "a" });
    await courier.send();
    assert.equal(outbox.letters.length, 1);
    assert.equal(told.length, 1);
    mock.timers.tick(RESEND);
    await settled();
    assert.deepEqual(sent, [["a"], ["a"]]);
    assert.equal(outbox.letters.length, 0);
    mock.timers.reset();
  });
}

test("a refused answer is kept apart with its reason and is not sent again", async () => {
  const { outbox, courier, sent } = office((letters) =>
    said({ acknowledged: [], refused: { [letters[0].key]: "Ảnh đã đổi." }, trouble: "" }));
  outbox.put({ text: "a" });
  await courier.send();
  await courier.send();
  assert.deepEqual(sent, [["a"]]);
  assert.equal([...outbox.refused.values()][0].reason, "Ảnh đã đổi.");
});

test("answers lie in the browser until they are acknowledged, each person's apart", () => {
  const storage = new Storage();
  new Outbox("kho", "Mai", storage).put({ text: "a" });
  assert.deepEqual(new Outbox("kho", "Mai", storage).letters.map((letter) => letter.text), ["a"]);
  assert.equal(new Outbox("kho", "Nga", storage).letters.length, 0);
  assert.equal(new Outbox("kho khác", "Mai", storage).letters.length, 0);
});

test("a browser without storage keeps answers as long as the page is open", () => {
  const closed = new Proxy({}, { get() { throw new Error("denied"); } });
  const outbox = new Outbox("kho", "Mai", closed);
  outbox.put({ text: "a" });
  assert.equal(outbox.letters.length, 1);
});
