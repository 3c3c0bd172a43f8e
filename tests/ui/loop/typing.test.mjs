import assert from "node:assert/strict";
import { test } from "node:test";
import { spaceless, written } from "../../../ui/parts/loop/typing.js";

const shaped = [
  ["12051989", "partial_date", [], "12/05/1989"],
  ["12051989", "partial_date", ["02.05.1989", "1/1/1980", "05.1989"], "12.05.1989"],
  ["051989", "partial_date", [], "05/1989"],
  ["29022000", "partial_date", [], "29/02/2000"],
  ["012016", "number", ["02/2016"], "01/2016"],
];
for (const [typed, kind, samples, wanted] of shaped) {
  test(`${typed} becomes ${wanted}`, () => assert.equal(written(typed, kind, samples), wanted));
}

const left = [
  ["51989", "partial_date", [], "may be May 1989 or a day of 1989"],
  ["1251989", "partial_date", [], "seven digits may be cut in two ways"],
  ["120589", "partial_date", [], "the century is not written"],
  ["1989", "partial_date", [], "a year only is a date"],
  ["29021989", "partial_date", [], "there is no such day"],
  ["00051989", "partial_date", [], "there is no day zero"],
  ["12058989", "partial_date", [], "no book is of that century"],
  ["12/05/1989", "partial_date", [], "it is written out already"],
  ["35 tuổi", "partial_date", [], "an age is not a date"],
  ["12051989", "id_number", [], "an identity number is not a date"],
  ["12051989", "person_name", [], "nor is a name"],
  ["012016", "number", ["12", "13"], "numbers of this book have no year"],
];
for (const [typed, kind, samples, why] of left) {
  test(`${typed} stays: ${why}`, () => assert.equal(written(typed, kind, samples), typed));
}

test("an identity number typed in groups is one number", () => {
  assert.equal(spaceless("090 757 939", "id_number"), "090757939");
  assert.equal(spaceless("001 234 567 890", "id_number"), "001234567890");
});
test("what is no identity number keeps its spaces", () => {
  assert.equal(spaceless("090 757", "id_number"), "090 757");
  assert.equal(spaceless("CM 12 34", "id_number"), "CM 12 34");
  assert.equal(spaceless("12 13", "number"), "12 13");
});
