import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetState } from "../../local/fresh.ts";
import { mustBeReadable } from "../../local/layout.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "ticket-desk-layout-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test("a folder that this version has begun is found again, with what was stored meanwhile", () => {
  mustBeReadable(dataDir);
  writeFileSync(join(dataDir, "dynamodb.db"), "");
  expect(() => mustBeReadable(dataDir)).not.toThrow();
});

test("what others have put into a new folder is no hindrance", () => {
  writeFileSync(join(dataDir, "notes.txt"), "");
  expect(() => mustBeReadable(dataDir)).not.toThrow();
});

test("a folder whose first start was cut short before anything was stored is begun again", () => {
  writeFileSync(join(dataDir, "layout"), "");
  mustBeReadable(dataDir);
  writeFileSync(join(dataDir, "dynamodb.db"), "");
  expect(() => mustBeReadable(dataDir)).not.toThrow();
});

test.each(["1", null])(
  "a folder of another version (%s) is refused and left as it is, until it is begun anew",
  async (version) => {
    writeFileSync(join(dataDir, "dynamodb.db"), "");
    if (version) writeFileSync(join(dataDir, "layout"), version);
    const before = readdirSync(dataDir);
    expect(() => mustBeReadable(dataDir)).toThrow(/another version.*npm start -- --fresh/);
    expect(readdirSync(dataDir)).toEqual(before);
    await forgetState(dataDir);
    expect(() => mustBeReadable(dataDir)).not.toThrow();
  },
);
