import assert from "node:assert/strict";
import { test } from "node:test";
import { Completion } from "../../../ui/parts/loop/completion.js";

const place = { column: "noiSinh", kind: "place" };
const name = { column: "hoTen", kind: "person_name" };
const known = () => new Completion({
  columns: { noiSinh: ["Bản Pho", "Bản Mới"] },
  kinds: { place: ["Bản Cuối"] },
  parts: { person_name: ["Nguyễn", "Ngọc", "Thị"] },
});

test("what people wrote in this book comes before what is usual", () => {
  assert.deepEqual(known().suggest("bản", place), ["Bản Pho", "Bản Mới", "Bản Cuối"]);
});
test("letters typed without marks find letters with them", () => {
  assert.deepEqual(known().suggest("ban m", place), ["Bản Mới"]);
});
test("a mark that was typed is wanted", () => assert.deepEqual(known().suggest("bàn", place), []));
test("a name is completed word by word", () => {
  assert.deepEqual(known().suggest("Lò Thi", name), ["Lò Thị"]);
  assert.deepEqual(known().suggest("ng", name), ["Nguyễn", "Ngọc"]);
});
test("what the clerk has just written comes first", () => {
  const completion = known();
  completion.learn("noiSinh", "Bản Xa");
  completion.learn("noiSinh", "Bản Mới");
  assert.deepEqual(completion.suggest("b", place).slice(0, 3), ["Bản Mới", "Bản Xa", "Bản Pho"]);
});

for (const [text, why] of [["", "nothing was typed"], ["Bản Mới", "it is written out"], ["xyz", "nothing begins so"]]) {
  test(`«${text}» offers nothing: ${why}`, () => assert.deepEqual(known().suggest(text, place), []));
}
test("at most five are offered", () => {
  const many = new Completion({ columns: { noiSinh: ["a1", "a2", "a3", "a4", "a5", "a6", "a7"] } });
  assert.equal(many.suggest("a", place).length, 5);
});
test("a list that has not come yet offers nothing", () => assert.deepEqual(new Completion().suggest("b", place), []));
