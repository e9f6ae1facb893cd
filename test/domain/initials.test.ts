import { expect, test } from "vitest";
import { initialsOf } from "../../web/parts/initials.ts";

test.each([
  ["Ana Kovač", "AK"],
  ["Bo", "B"],
  ["Maximiliane von der Heide (ext.)", "MH"],
  ["(ext.) Jo Lee", "JL"],
  ["O'Neil-Smith, Zoë", "OZ"],
  ["émile «Mimi» zola", "ÉZ"],
  ["أحمد حسن", "أح"],
  ["王小明", "王"],
  ["🚀", "🚀"],
  ["(ext.)", "("],
  ["", ""],
])("the initials of %o are %o: letters of the name, and of nothing beside it", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
