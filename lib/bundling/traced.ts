import { SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { build } from "esbuild";
import { buildOf } from "./bundle.ts";
import { type Entry, entriesOf } from "./entries.ts";

/** A place in a bundle, as a stack in a Lambda's log names it: the entry, line and column, from 1. */
const place = /(?:file:\/\/\/var\/task\/)?([a-z]+\/\w+)\.mjs:(\d+):(\d+)/gi;

/**
 * A log in which each place in a bundle is the one in the sources that it was made from. The bundles are made anew from the
 * sources that are here: they have to be those that were deployed.
 */
export async function traced(log: string): Promise<string> {
  const named = new Set([...log.matchAll(place)].map(([, entry]) => entry));
  const entries = entriesOf({ malwareScan: true }).filter((entry) => named.has(entry));
  const maps = new Map<string, SourceMap>();
  for (const entry of entries) maps.set(entry, await mapOf(entry));
  return log.replace(place, (found, entry: string, line: string, column: string) => {
    const origin = maps.get(entry)?.findOrigin(Number(line), Number(column));
    return origin && "fileName" in origin ? `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}` : found;
  });
}

/** The map of a bundle; it names the sources from here. */
async function mapOf(entry: Entry): Promise<SourceMap> {
  const { outputFiles } = await build({ ...buildOf([entry], "."), sourcemap: "external", write: false });
  const file = outputFiles.find(({ path }) => path.endsWith(".map"));
  if (!file) throw new Error(`esbuild has made no map for ${entry}`);
  const map = JSON.parse(file.text) as ConstructorParameters<typeof SourceMap>[0];
  const sources = map.sources.map((source) => relative(".", resolve(dirname(file.path), source)));
  return new SourceMap({ ...map, sources });
}
