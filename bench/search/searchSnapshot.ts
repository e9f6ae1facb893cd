import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import MiniSearch, { type Options } from "minisearch";
import type { Described } from "../../functions/domain/ticket.ts";
import { wantedBy, wordsOf } from "../../functions/domain/words.ts";

type Document = { id: string; words: string; department: string | null; requesterId: string };
const options: Options<Document> = {
  fields: ["words"],
  storeFields: ["department", "requesterId"],
  tokenize: (text) => text.split(" "),
  processTerm: (term) => term,
};

export type Made = { seconds: number; raw: number; packed: number };

/** The other way: an index of all tickets by MiniSearch, packed into a file as it would lie in S3. */
export function makeSnapshot(tickets: readonly Described[], file: string): Made {
  const begun = performance.now();
  const index = new MiniSearch(options);
  for (const described of tickets) {
    const { id, department, requester } = described.ticket;
    index.add({ id, department, requesterId: requester.id, words: wordsOf(described).join(" ") });
  }
  const raw = JSON.stringify(index);
  const packed = gzipSync(raw);
  writeFileSync(file, packed);
  return { seconds: (performance.now() - begun) / 1000, raw: raw.length, packed: packed.length };
}

/** Run by itself: what a Lambda pays to open such a file and to search it. */
if (process.argv[1]?.endsWith("searchSnapshot.ts")) {
  const [file = "", queries = "{}"] = process.argv.slice(2);
  const before = process.memoryUsage.rss();
  const begun = process.cpuUsage();
  const index = MiniSearch.loadJSON(gunzipSync(readFileSync(file)).toString(), options);
  const { user, system } = process.cpuUsage(begun);
  const megabytes = (process.memoryUsage.rss() - before) / 1e6;
  const searches = Object.entries(JSON.parse(queries) as Record<string, string>).map(([what, q]) => {
    const times = Array.from({ length: 11 }, () => {
      const start = performance.now();
      index.search(wantedBy(q).join(" "), { prefix: true, combineWith: "AND" });
      return performance.now() - start;
    });
    return [what, times.sort((a, b) => a - b)[5] ?? 0];
  });
  console.log(JSON.stringify({ loadMs: (user + system) / 1000, megabytes, ms: Object.fromEntries(searches) }));
}
