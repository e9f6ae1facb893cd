import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Described } from "../../functions/domain/ticket.ts";
import { wordsOf } from "../../functions/domain/words.ts";
import { corpusOf, queriesOf, someAdmin, somebody, someHead } from "./searchCorpus.ts";
import { makeSnapshot } from "./searchSnapshot.ts";
import { tableWith } from "./searchTable.ts";

/**
 * Two ways to find tickets by words, side by side: words as items of the table, and an index of all tickets in a file.
 *
 *   npm run bench -- search FILE [TIMES]
 *
 * FILE holds tickets as JSON Lines ({title, description}); each is taken TIMES times (13 unless told).
 */
const [file, times = "13"] = process.argv.slice(2);
if (!file) throw new Error("name a JSON Lines file: npm run bench -- search FILE");
const folder = mkdtempSync(join(tmpdir(), "search-"));
const queries = queriesOf(corpusOf(file, 1));
const environment = { ...process.env };
const isFirst = process.argv[4] === undefined;

try {
  const tickets = corpusOf(file, isFirst ? 1 : Number(times));
  if (isFirst) tellWords(tickets);
  await tellTable(tickets);
  tellSnapshot(tickets);
  // A process has one table: the larger one has a process of its own.
  if (isFirst)
    execFileSync(process.execPath, ["bench/run.ts", "search", file, times, "large"], {
      stdio: "inherit",
      env: environment,
    });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What the words of a ticket cost when it is raised: an item each, of one write unit. */
function tellWords(tickets: readonly Described[]): void {
  const counts = tickets.map((ticket) => wordsOf(ticket).length).sort((a, b) => a - b);
  const at = (share: number) => counts[Math.floor(share * (counts.length - 1))];
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  console.log(
    `words (write units) a ticket: ${mean.toFixed(1)} in the mean, ${at(0.5)} median, ${at(0.9)} of 90 %, ${at(1)} at most`,
  );
}

async function tellTable(tickets: readonly Described[]): Promise<void> {
  const table = await tableWith(tickets);
  console.log(`\nwords in the table, ${tickets.length} tickets: hits on the first page of 25, calls, read units, ms`);
  for (const [who, account] of Object.entries({ admin: someAdmin, "head of department": someHead, user: somebody }))
    for (const [what, q] of Object.entries(queries)) {
      const { hits, calls, units, ms } = await table.search(account, q);
      console.log(
        `${who.padEnd(19)}${what.padEnd(26)}${column(hits)}${column(calls)}${column(units, 1)}${column(ms, 1)}`,
      );
    }
  await table.stop();
}

function tellSnapshot(tickets: readonly Described[]): void {
  const place = join(folder, "snapshot.json.gz");
  const { seconds, raw, packed } = makeSnapshot(tickets, place);
  const told = execFileSync(process.execPath, [
    "bench/search/searchSnapshot.ts",
    place,
    JSON.stringify(queries),
  ]).toString();
  const { loadMs, megabytes, ms } = JSON.parse(told) as Record<string, number> & { ms: Record<string, number> };
  console.log(
    `\nsnapshot, ${tickets.length} tickets: ${(packed / 1e6).toFixed(1)} MB packed, ${(raw / 1e6).toFixed(1)} MB not`,
  );
  console.log(
    `  made in ${seconds.toFixed(1)} s; opened in ${loadMs?.toFixed(0)} ms of CPU and ${megabytes?.toFixed(0)} MB`,
  );
  for (const [what, time] of Object.entries(ms)) console.log(`  ${what.padEnd(26)}${column(time, 1)} ms`);
}

function column(value: number, digits = 0): string {
  return value.toFixed(digits).padStart(8);
}
