import assert from "node:assert/strict";
import { test } from "node:test";
import { swapTone } from "../../../ui/parts/loop/tones.js";

const toned = [
  ["Tai", "heavy", "Tại"], ["Tại", "level", "Tai"], ["Nguyên", "tumbling", "Nguyễn"], ["Hoa", "falling", "Hòa"],
  ["Hoà", "rising", "Hoá"], ["Thuy", "rising", "Thúy"], ["quy", "rising", "quý"], ["gia", "falling", "già"], ["gi", "falling", "gì"],
  ["Giêng", "rising", "Giếng"], ["Đuc", "rising", "Đúc"], ["ĐƯC", "rising", "ĐỨC"], ["khuya", "asking", "khuỷa"],
  ["Hoang", "falling", "Hoàng"], ["mua", "falling", "mùa"], ["Luu", "heavy", "Lụu"], ["Yên", "rising", "Yến"], ["a", "asking", "ả"],
];
for (const [word, tone, wanted] of toned) {
  test(`${word} with the tone ${tone} is ${wanted}`, () => assert.equal(swapTone(word, word.length, tone).text, wanted));
}

test("the syllable at the caret changes and no other", () => {
  assert.deepEqual(swapTone("Nông Văn Tai", 4, "falling"), { text: "Nồng Văn Tai", caret: 4 });
});
test("a caret after a space means the syllable before it", () => {
  assert.equal(swapTone("Nông ", 5, "level").text, "Nông ");
  assert.equal(swapTone("Tai ", 4, "heavy").text, "Tại ");
});
test("a text that an input method left decomposed comes back composed", () => {
  assert.equal(swapTone("Hue\u0302", 4, "heavy").text, "Huệ");
});

for (const text of ["", "1989", "12/05"]) {
  test(`«${text}» has no syllable and stays`, () => assert.equal(swapTone(text, text.length, "rising").text, text));
}
test("consonants carry no tone", () => assert.equal(swapTone("Ng", 2, "rising").text, "Ng"));
