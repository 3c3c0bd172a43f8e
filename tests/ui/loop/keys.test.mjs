import assert from "node:assert/strict";
import { test } from "node:test";
import { CHORDS, Composition, SETTLED_AFTER, verbOf } from "../../../ui/parts/loop/keys.js";

const key = (code, more = {}) => ({ code, key: code.replace(/^Key|^Digit/, "").toLowerCase(), altKey: false, ctrlKey: false,
  metaKey: false, shiftKey: false, isComposing: false, keyCode: 0, repeat: false, ...more });
const alt = (code, more = {}) => key(code, { altKey: true, ...more });

for (const [code, verb] of [["Digit1", "alternative 1"], ["Digit5", "alternative 5"], ["Digit0", "blank"], ["KeyS", "tone rising"],
  ["KeyH", "ask_superior"], ["ArrowUp", "back"]]) {
  test(`Alt and ${code} stand for ${verb}`, () => assert.equal(verbOf(alt(code)), verb));
}
test("Alt, Shift and an arrow move the page", () => assert.equal(verbOf(alt("ArrowLeft", { shiftKey: true })), "pan left"));
test("no two chords stand for one verb", () => assert.equal(new Set(Object.values(CHORDS)).size, Object.keys(CHORDS).length));

const silent = [
  [key("KeyS"), "a bare letter belongs to the text"],
  [key("Digit1"), "a bare digit belongs to the text"],
  [alt("KeyS", { ctrlKey: true }), "AltGr writes letters on many keyboards"],
  [alt("KeyS", { isComposing: true }), "an input method is at work"],
  [alt("Digit1", { keyCode: 229 }), "an input method has the key"],
  [alt("Digit7"), "there are five alternatives"],
  [alt("Numpad1"), "Windows writes letters with Alt and the number pad"],
  [key("KeyC", { ctrlKey: true }), "copying is the browser's"],
];
for (const [event, why] of silent) test(`${event.code} says nothing: ${why}`, () => assert.equal(verbOf(event), null));

function field() {
  const listeners = {};
  return { addEventListener: (name, listener) => { listeners[name] = listener; }, say: (name) => listeners[name]() };
}

test("Enter is a clerk's word only when no word is being composed", () => {
  let now = 1000;
  const input = field();
  const composition = new Composition(input, () => now);
  const enter = key("Enter");
  assert.ok(composition.accepts(enter));
  input.say("compositionstart");
  assert.ok(!composition.accepts(enter));
  input.say("compositionend");
  assert.ok(!composition.accepts(enter), "the Enter that ended the word");
  now += SETTLED_AFTER + 1;
  assert.ok(!composition.accepts(enter), "it is still held");
  composition.released();
  assert.ok(composition.accepts(enter));
});
for (const more of [{ repeat: true }, { ctrlKey: true }, { altKey: true }, { isComposing: true }, { keyCode: 229 }]) {
  test(`Enter with ${Object.keys(more)} is none`, () => assert.ok(!new Composition(field()).accepts(key("Enter", more))));
}
