import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Presets, SingleBar } from "cli-progress";
import { shippedCategories } from "../functions/domain/category.ts";
import { priorities } from "../functions/domain/ticket.ts";
import type { Session } from "../local/session.ts";
import { castOf, startDesk } from "../test/cloud/desk.ts";
import { checkLoad, type Loaded } from "./loadCheck.ts";

/**
 * Raises the tickets of a JSON Lines file ({title, description} a line) through the API as the demo people, spread over
 * all categories and priorities, and then looks for each where it must be found.
 *
 *   npm run load -- FILE [--url http://localhost:3000] [--at-once 8]
 *
 * Without --url it starts a local cloud of its own, and measures its memory on the way.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string" }, "at-once": { type: "string", default: "8" } },
});
const [file] = positionals;
if (!file) throw new Error("name a JSON Lines file: npm run load -- FILE");

type Line = { title: string; description: string };
const lines = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Line);
const desk = values.url ? null : await startDesk();
try {
  await load(values.url ?? desk?.url ?? "");
} finally {
  await desk?.stop();
}

async function load(url: string): Promise<void> {
  const cast = await castOf(url);
  const requesters = [cast.finance, cast.engineering, cast.ana, cast.bo, cast.hodFinance, cast.hodEngineering];
  const begun = performance.now();
  const memory: number[] = [];
  const { loaded, refused } = await raiseAll(requesters, () => memory.push(desk?.memory() ?? 0));
  const seconds = (performance.now() - begun) / 1000;
  console.log(`${loaded.length} raised, ${refused.length} refused, ${(loaded.length / seconds).toFixed(0)} a second`);
  for (const reason of refused.slice(0, 5)) console.log(`  ${reason}`);
  if (desk) reportMemory(memory);
  const missing = await checkLoad(cast, loaded);
  if (refused.length + missing > 0) process.exitCode = 1;
}

async function raiseAll(requesters: Session[], tenth: () => void) {
  const bar = new SingleBar(
    { format: " {bar} {percentage}% | {value} of {total} | {duration_formatted}" },
    Presets.rect,
  );
  const loaded: Loaded[] = [];
  const refused: string[] = [];
  let next = 0;
  bar.start(lines.length, 0);
  const worker = async () => {
    for (let index = next++; index < lines.length; index = next++) {
      await raiseOne(index, requesters, loaded, refused);
      bar.increment();
      if (index % Math.ceil(lines.length / 10) === 0) tenth();
    }
  };
  await Promise.all(Array.from({ length: Number(values["at-once"]) }, worker));
  tenth();
  bar.stop();
  return { loaded, refused };
}

async function raiseOne(index: number, requesters: Session[], loaded: Loaded[], refused: string[]): Promise<void> {
  const { title, description } = lines[index] as Line;
  const category = shippedCategories[index % shippedCategories.length]?.id ?? "other";
  const priority = priorities[index % priorities.length] ?? "low";
  const by = requesters[Math.floor(index / shippedCategories.length) % requesters.length] as Session;
  try {
    const { body } = await by.client.raiseTicket({ body: { title, description, category, priority } });
    loaded.push({ id: body.id, by, department: body.department, stage: body.approvals[0]?.stage ?? null });
  } catch (error) {
    refused.push(`line ${index + 1}: ${String(error)}`);
  }
}

/** Memory of the local cloud's process, its garbage included, at each tenth of the way: MB. */
function reportMemory(memory: number[]): void {
  const middle = memory[Math.floor(memory.length / 2)] ?? 1;
  const end = memory.at(-1) ?? 1;
  console.log(`memory in MB: ${memory.join(" ")}; end to middle ${(end / middle).toFixed(2)}`);
}
