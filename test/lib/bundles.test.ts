import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { table } from "../../functions/store/table.ts";
import { bundle } from "../../lib/bundling/bundle.ts";
import { entriesOf } from "../../lib/bundling/entries.ts";
import { traced } from "../../lib/bundling/traced.ts";
import { neededBy, unseen } from "./neededActions.ts";
import { actionsOf, everything, functionsOf, synthesize } from "./synthesized.ts";

const run = promisify(execFile);
const entries = entriesOf(everything);
const outdir = mkdtempSync(join(tmpdir(), "bundles-"));
const fileOf = (entry: string) => join(outdir, entry, `${entry}.mjs`);
const functions = functionsOf(synthesize(everything));
const variables = [...new Set(functions.flatMap(({ environment }) => environment))];
let sizes: Record<string, number> = {};
const code: Record<string, string> = {};

beforeAll(async () => {
  sizes = await bundle(entries, outdir);
  for (const entry of entries) code[entry] = readFileSync(fileOf(entry), "utf8");
});
afterAll(() => rmSync(outdir, { recursive: true }));

test("every bundle starts in Node as Lambda would start it, with the variables that it is given", async () => {
  const started = await Promise.all(functions.map(({ entry, environment }) => start(entry, environment)));
  expect(started).toEqual(functions.map(({ entry }) => ({ entry, handler: "function" })));
}, 60_000);

test("a place in a bundle, as a log names it, is told as the place in the sources that it comes from", async () => {
  const places = [
    ["api/getTicket", "functions/http/caller.ts", '"there is no such ticket"'],
    ["events/count", "functions/store/tallies/counting.ts", '"revision = :revision AND generation = :generation"'],
  ] as const;
  for (const [entry, source, text] of places) {
    const [bundled, origin] = [placeIn(code[entry] ?? "", text), placeIn(readFileSync(source, "utf8"), text)];
    expect(await traced(`at Qe (file:///var/task/${entry}.mjs:${bundled})\n`)).toBe(`at Qe (${source}:${origin})\n`);
  }
  const elsewhere = "at api/unheardOf.mjs:1:2\n at node:internal/process/task_queues:105:5 api/getTicket.ts:1:2";
  expect(await traced(elsewhere)).toBe(elsewhere);
});

test("every bundle has at most 70 kB compressed, 85 where S3 is called, and 100 where the type of a file is told", () => {
  expect(Object.keys(sizes)).toEqual(entries);
  for (const entry of entries) {
    const size = gzipSync(code[entry] ?? "").length;
    expect(size, entry).toBeGreaterThan(100);
    expect(size, entry).toBeLessThanOrEqual(mostBytes(entry));
  }
});

test("no bundle evaluates what Node's own modules export lazily: none is imported", () => {
  for (const entry of entries) {
    const imported = [...(code[entry] ?? "").matchAll(/\b(?:from|import)\s*\(?"([^"]+)"/g)].map(
      ([, name]) => name ?? "",
    );
    expect(imported.filter(isBuiltin), entry).toEqual([]);
  }
});

describe.each(functions)("$entry", ({ entry, environment, statements }) => {
  test("is given the variables that its code reads, and no other", () => {
    expect(environment).toEqual(variables.filter((name) => names(entry, name)).sort());
  });

  test("may query the indexes that its code names, and no other", () => {
    const named = Object.keys(table.indexes).filter((index) => code[entry]?.includes(`"${index}"`));
    const queried = JSON.stringify(statements).matchAll(/\/index\/(\w+)/g);
    expect([...queried].map(([, index]) => index).sort()).toEqual(named.sort());
  });

  test("may do what its code calls, and nothing else", () => {
    const allowed = statements.flatMap(actionsOf).filter((action) => !unseen.has(action));
    expect([...new Set(allowed)].sort()).toEqual(neededBy(entry, code[entry] ?? "").sort());
  });
});

/** One bundle holds what tells the type of a file by its content (file-type). */
function mostBytes(entry: string): number {
  if (entry === "api/completeUpload") return 100_000;
  return code[entry]?.includes('"AmazonS3"') ? 85_000 : 70_000;
}

function names(entry: string, variable: string): boolean {
  return new RegExp(`\\b${variable}\\b`).test(code[entry] ?? "");
}

async function start(entry: string, environment: string[]): Promise<{ entry: string; handler: string }> {
  const values = Object.fromEntries(environment.map((name) => [name, plausible[name] ?? "1"]));
  const script = `import(process.argv[1]).then(({ handler }) => process.stdout.write(typeof handler))`;
  const env = { AWS_REGION: "eu-central-1", ...values };
  const { stdout } = await run(process.execPath, ["-e", script, fileOf(entry)], { env }).catch((error: Error) => ({
    stdout: error.message.slice(-500),
  }));
  return { entry, handler: stdout };
}

const plausible: Record<string, string> = { USER_POOL_ID: "eu-central-1_abcdefghi", USER_POOL_CLIENT_ID: "client" };

/** Line and column of a text, from 1. */
function placeIn(file: string, text: string): string {
  const before = file.slice(0, file.indexOf(text)).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}
