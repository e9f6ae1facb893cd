import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { clientSources } from "../../local/gateway/webBuild.ts";

/** Each folder may import itself, what its row names, and nothing else of this project. */
const may: Record<string, readonly string[]> = {
  "functions/domain": [],
  "functions/contract": ["functions/domain"],
  "functions/store": ["functions/domain"],
  "functions/http": ["functions/domain", "functions/contract", "functions/store"],
  "functions/api": ["functions/domain", "functions/contract", "functions/store", "functions/http"],
  "functions/approvals": ["functions/domain", "functions/store"],
  "functions/events": ["functions/domain", "functions/store"],
  lib: ["functions/contract", "functions/store/table.ts"],
  web: ["functions/contract", "functions/domain"],
  local: [
    "functions/contract",
    "functions/domain",
    "functions/store",
    "functions/http/problem.ts",
    "lib/web/webHeaders.ts",
  ],
  bench: ["functions", "lib", "local", "test"],
  bin: [
    "functions/contract",
    "functions/events/publish.ts",
    "functions/store/erasure.ts",
    "functions/store/historyCheck.ts",
    "functions/store/tallies/recount.ts",
    "lib",
    "local",
    "bench/browser.ts",
    "test/cloud/desk.ts",
  ],
};
/** The packages that the rules may use; everything else there is plain TypeScript. */
const domainPackages = ["node:crypto"];

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
const matches = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(file, "utf8").matchAll(pattern)].map(([, path]) => path ?? "");
const importsOf = (file: string): string[] => matches(file, /^(?:import|export)\b[^;]*?from "([^"]+)"/gms);
/** What is imported when it is needed. */
const laterImportsOf = (file: string): string[] => matches(file, /\bimport\(\s*"([^"]+)"/g);
/** What is still imported when it runs: types are gone by then. */
const valueImportsOf = (file: string): string[] =>
  matches(file, /^(?:import|export)\b(?! type\b)[^;]*?from "([^"]+)"/gms);
const insiders = (file: string, imports = importsOf(file)): string[] =>
  imports
    .filter((path) => path.startsWith("."))
    .map((path) => join(dirname(file), path))
    .filter((target) => !target.startsWith("node_modules/"));

const homes = Object.keys(may);
const files = homes.flatMap((home) => filesIn(home).map((file) => ({ home, file })));

describe("the import table", () => {
  test("covers every folder of functions", () => {
    const folders = readdirSync("functions").map((name) => `functions/${name}`);
    expect(homes).toEqual(expect.arrayContaining(folders));
  });

  test.each(files)("$file imports only what its folder may", ({ home, file }) => {
    const allowed = [home, ...(may[home] ?? [])];
    const strangers = insiders(file, [...importsOf(file), ...laterImportsOf(file)]).filter(
      (target) => !allowed.some((place) => target === place || target.startsWith(`${place}/`)),
    );
    expect(strangers).toEqual([]);
  });

  test.each(filesIn("web"))("%s takes no more of functions into the browser than the file that it names", (file) => {
    const taken = insiders(file, valueImportsOf(file)).filter((target) => target.startsWith("functions/"));
    expect(taken.filter((target) => valueImportsOf(target).length > 0)).toEqual([]);
  });

  test("the web client is built anew when something changes that it may import", () => {
    expect(clientSources).toEqual(expect.arrayContaining(["web", ...(may.web ?? [])]));
  });

  test.each(filesIn("functions/domain"))("%s knows no clock, no AWS and no I/O", (file) => {
    const packages = importsOf(file).filter((path) => !path.startsWith("."));
    expect(packages.filter((name) => !domainPackages.includes(name))).toEqual([]);
    expect(readFileSync(file, "utf8")).not.toMatch(/Date\.now|new Date\(\)|Math\.random|process\.|await /);
  });

  test("no file imports itself by way of others", () => {
    const checked = new Set<string>();
    const visit = (file: string, path: string[]): void => {
      if (checked.has(file)) return;
      expect(path, [...path, file].join(" -> ")).not.toContain(file);
      for (const next of insiders(file)) if (/\.tsx?$/.test(next)) visit(next, [...path, file]);
      checked.add(file);
    };
    for (const file of ["functions", "lib", "local", "bin", "web"].flatMap(filesIn)) visit(file, []);
  });
});

describe("conventions", () => {
  const all = ["functions", "lib", "local", "bin", "test", "bench", "web"].flatMap(filesIn);

  test("there is no barrel and no drawer for odds and ends", () => {
    expect(all.filter((file) => /(^|\/)(index|utils?|helpers?)\.tsx?$|Manager|Service|Impl/.test(file))).toEqual([]);
  });

  test("every client of AWS gives up a connection that has died in silence", () => {
    const made = filesIn("functions").flatMap((file) => matches(file, /new \w+Client\((.*?)[,)]/gs));
    expect(made.length).toBeGreaterThan(5);
    expect(made.filter((settings) => !/\b(quick|slow)$/.test(settings))).toEqual([]);
  });

  test("a handler is under ten lines of code", () => {
    const long = filesIn("functions/api").filter((file) => {
      const lines = readFileSync(file, "utf8").split("\n");
      return lines.filter((line) => line.trim() && !line.startsWith("import")).length >= 10;
    });
    expect(long).toEqual([]);
  });
});
