import assert from "node:assert/strict";
import { test } from "node:test";
import { GLANCE, MOST, Sight, runFrom } from "../../../ui/parts/loop/run.js";

const cell = (doubt, more = {}) => ({ column: Math.random().toString(), doubt, crop: "/pictures/1", ...more });
const record = (...fields) => ({ fields, answers: new Map(), drafts: new Map() });
const sure = (count) => Array.from({ length: count }, () => cell("sure"));

test("sure cells up to the next doubtful one stand together", () => {
  assert.deepEqual(runFrom(record(...sure(3), cell("doubtful"), ...sure(2)), 0), [0, 1, 2]);
});
test("no more than have room stand together", () => {
  assert.equal(runFrom(record(...sure(20)), 0).length, MOST);
  assert.equal(runFrom(record(...sure(20)), 0, 3).length, 3);
  assert.equal(runFrom(record(...sure(20)), 0, 0).length, 1);
});

const alone = [
  [cell("doubtful"), "it is doubtful"], [cell("unread"), "nothing was read"], [cell("noInk"), "whether it is blank is a question"],
  [cell("sure", { crop: "" }), "there is no picture of it"],
];
for (const [field, why] of alone) {
  test(`a cell stands alone and ends a run: ${why}`, () => {
    assert.deepEqual(runFrom(record(field, ...sure(2)), 0), [0]);
    assert.deepEqual(runFrom(record(cell("sure"), field, cell("sure")), 0), [0]);
  });
}
test("a cell that was answered or is half typed ends a run", () => {
  const answered = record(...sure(3));
  answered.answers.set(answered.fields[1].column, {});
  assert.deepEqual(runFrom(answered, 0), [0]);
  const typed = record(...sure(3));
  typed.drafts.set(typed.fields[2].column, "x");
  assert.deepEqual(runFrom(typed, 0), [0, 1]);
});

const picture = (there) => ({ complete: there, naturalWidth: there ? 300 : 0 });

test("cells count as seen a glance each after all their pictures are there", () => {
  let now = 0;
  const sight = new Sight(() => now);
  sight.begin();
  sight.look([picture(true), picture(false)]);
  now += 10 * GLANCE;
  assert.ok(!sight.seen(2), "a picture is missing");
  sight.look([picture(true), picture(true)]);
  assert.ok(!sight.seen(2), "nobody looks at two pictures in no time");
  now += 2 * GLANCE;
  assert.ok(sight.seen(2));
  assert.ok(!sight.seen(3), "three take longer");
  sight.begin();
  assert.ok(!sight.seen(1), "other cells are shown now");
});
test("a picture that is broken is never seen", () => {
  let now = 0;
  const sight = new Sight(() => now);
  sight.look([{ complete: true, naturalWidth: 0 }]);
  now += 10 * GLANCE;
  assert.ok(!sight.seen(1));
});
