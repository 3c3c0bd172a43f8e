import assert from "node:assert/strict";
import { test } from "node:test";
import {
  History, SMALLEST, around, begun, found, inReadingOrder, moved, pulled, spaced, spanned,
} from "../../../ui/parts/drawing/geometry.js";

const near = (one, other) => {
  assert.equal(one.length, other.length);
  one.forEach((value, i) => assert.ok(Math.abs(value - other[i]) < 1e-9, `${one} is not ${other}`));
};
const BOX = [0.2, 0.3, 0.4, 0.1];

test("a moved cell keeps its size", () => near(moved(BOX, 0.1, -0.1), [0.3, 0.2, 0.4, 0.1]));
for (const [dx, dy, there] of [[-1, 0, [0, 0.3, 0.4, 0.1]], [1, 0, [0.6, 0.3, 0.4, 0.1]], [0, 1, [0.2, 0.9, 0.4, 0.1]]]) {
  test(`a cell moved by ${dx}, ${dy} stays on the page`, () => near(moved(BOX, dx, dy), there));
}

for (const [handle, there] of [
  ["se", [0.2, 0.3, 0.45, 0.12]], ["nw", [0.25, 0.32, 0.35, 0.08]], ["e", [0.2, 0.3, 0.45, 0.1]], ["n", [0.2, 0.32, 0.4, 0.08]],
]) {
  test(`pulling «${handle}» leaves the other sides where they are`, () => near(pulled(BOX, handle, 0.05, 0.02), there));
}
test("a cell cannot be pulled inside out", () => near(pulled(BOX, "se", -1, -1), [0.2, 0.3, SMALLEST, SMALLEST]));
test("a cell cannot be pulled off the page", () => near(pulled(BOX, "se", 1, 1), [0.2, 0.3, 0.8, 0.7]));

test("a cell is drawn from any corner", () => {
  near(spanned([0.5, 0.6], [0.2, 0.1]), [0.2, 0.1, 0.3, 0.5]);
  near(spanned([0.2, 0.1], [0.5, 0.6]), [0.2, 0.1, 0.3, 0.5]);
});
test("a cell drawn over the edge ends there", () => near(spanned([0.9, 0.9], [1.4, 1.4]), [0.9, 0.9, 0.1, 0.1]));

test("entries spread over the page until the second has a place", () => {
  assert.deepEqual(spaced(2, [[0, 0]]), [[0, 0], [0, 0.5]]);
});
test("more entries keep the distance of the first two", () => {
  assert.deepEqual(spaced(3, [[0, 0], [0, 0.25]]), [[0, 0], [0, 0.25], [0, 0.5]]);
});
test("fewer entries keep it too", () => assert.deepEqual(spaced(1, [[0, 0], [0, 0.25]]), [[0, 0]]));
test("the second entry takes the later ones along", () => {
  near(begun([[0, 0], [0, 0.2], [0, 0.4]], 1, 0, 0.05).flat(), [0, 0, 0, 0.25, 0, 0.5]);
});
test("a later entry moves alone", () => {
  near(begun([[0, 0], [0, 0.2], [0, 0.4]], 2, 0.1, 0.05).flat(), [0, 0, 0, 0.2, 0.1, 0.45]);
});

test("cells are read row by row though their tops differ a little", () => {
  const cell = (name, x, y) => ({ name, box: [x, y, 0.2, 0.04] });
  const order = inReadingOrder([cell("d", 0.1, 0.3), cell("b", 0.5, 0.099), cell("a", 0.1, 0.1), cell("c", 0.1, 0.2)]);
  assert.equal(order.map(({ name }) => name).join(""), "abcd");
});
test("the frame of an entry holds all its cells", () => near(around([BOX, [0.1, 0.5, 0.1, 0.2]]), [0.1, 0.3, 0.5, 0.4]));

const COLUMNS = [{ name: "nksHoTen", title: "Họ tên người được khai sinh" }, { name: "chaHoTen", title: "Họ tên cha" },
  { name: "nksDanToc", title: "Dân tộc" }];
for (const [typed, names] of [["ho ten", 2], ["cha", 1], ["họ cha", 1], ["danToc", 1], ["đân", 1], ["", 3], ["xyz", 0]]) {
  test(`«${typed}» finds ${names} columns`, () => assert.equal(found(COLUMNS, typed).length, names));
}

test("undo goes back step by step, redo forward again", () => {
  const history = new History("a");
  history.push("b");
  history.push("c");
  assert.deepEqual([history.undo(), history.undo(), history.undo(), history.redo()], ["b", "a", "a", "b"]);
});
test("a step after undo forgets what was undone", () => {
  const history = new History("a");
  history.push("b");
  history.undo();
  history.push("c");
  assert.deepEqual([history.redo(), history.canRedo, history.undo()], ["c", false, "a"]);
});
test("a held arrow key is one step, another cell or a pause is another", () => {
  const history = new History(0);
  history.push(1, "cell 1", 1000);
  history.push(2, "cell 1", 1030);
  history.push(3, "cell 2", 1060);
  history.push(4, "cell 2", 9000);
  assert.deepEqual([history.undo(), history.undo(), history.undo()], [3, 2, 0]);
});
