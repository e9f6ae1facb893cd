import { build } from "esbuild";
import { expect, test } from "vitest";
import { buildOf } from "../../lib/bundling/bundle.ts";
import { entriesOf } from "../../lib/bundling/entries.ts";
import { instead } from "../../lib/bundling/trimSdk.ts";

test("all that is to be left out of the SDK is where this version of it has it: no upgrade brings it back unseen", async () => {
  const { metafile } = await build({ ...buildOf(entriesOf({ malwareScan: true }), "."), write: false, metafile: true });
  expect(Object.keys(metafile.inputs)).toEqual(
    expect.arrayContaining(Object.keys(instead).map((path) => `trimSdk:${path}`)),
  );
});
