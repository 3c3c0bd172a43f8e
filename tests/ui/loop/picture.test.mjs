import assert from "node:assert/strict";
import { test } from "node:test";
import { placed, showPicture, turned, within } from "../../../ui/parts/loop/picture.js";

const pane = { w: 400, h: 300 };

test("the cell lies in the middle of the pane where the page is large enough", () => {
  assert.deepEqual(placed([2000, 1000], [900, 500], pane, { turn: 0, pan: [0, 0] }), [-700, -350]);
});
test("no part of the pane is empty that the page could fill", () => {
  assert.deepEqual(placed([2000, 1000], [0, 1000], pane, { turn: 0, pan: [0, 0] }), [0, -700]);
  assert.deepEqual(placed([2000, 1000], [900, 500], pane, { turn: 0, pan: [9999, -9999] }), [0, -700]);
});
test("a page smaller than the pane lies in its middle", () => {
  assert.deepEqual(placed([200, 100], [0, 0], pane, { turn: 0, pan: [50, 0] }), [100, 100]);
});
for (const turn of [90, 180, 270]) {
  test(`a page turned by ${turn} degrees still shows the cell in the middle`, () => {
    const point = [900, 480];
    const [x, y] = placed([2000, 1000], point, pane, { turn, pan: [0, 0] });
    const [cos, sin] = { 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[turn];
    assert.deepEqual([x + point[0] * cos - point[1] * sin, y + point[0] * sin + point[1] * cos], [200, 150]);
  });
}
test("a quarter turn swaps the sides", () => {
  assert.deepEqual([turned([3, 2], 90), turned([3, 2], 180)], [[2, 3], [3, 2]]);
});
test("within keeps a long picture over the whole room", () => {
  assert.deepEqual([within(50, 100, 300), within(-500, 100, 300), within(7, 100, 60)], [0, -200, 20]);
});

function image(kept) {
  const there = { style: {}, complete: true, listeners: [] };
  there.getAttribute = () => there.src ?? null;
  there.setAttribute = (_, address) => Object.assign(there, { src: address, complete: kept });
  there.addEventListener = (_, listener) => there.listeners.push(listener);
  return there;
}

test("a picture that has still to come shows nothing, and not the one before it", () => {
  const shown = image(false);
  showPicture(shown, "/pictures/2");
  assert.equal(shown.style.visibility, "hidden");
  shown.listeners.forEach((listener) => listener());
  assert.equal(shown.style.visibility, "");
});
test("a picture that was loaded ahead is shown at once", () => {
  const shown = image(true);
  showPicture(shown, "/pictures/2");
  assert.equal(shown.style.visibility, "");
});
test("the same picture is not asked for again", () => {
  const shown = image(true);
  showPicture(shown, "/pictures/2");
  shown.setAttribute = () => assert.fail("asked again");
  showPicture(shown, "/pictures/2");
});
