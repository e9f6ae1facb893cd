import { setTimeout as pause } from "node:timers/promises";
import type { Meter } from "../units/meter.ts";
import type { Case } from "./growthCases.ts";
import type { Ground } from "./growthGround.ts";

/**
 * What one case costs at one size, by request: what is read and written, and how often the table is asked, all that
 * follows from it included; CPU of desk and engine, likewise; and how long the answer took.
 */
export type Cost = { reads: number; writes: number; calls: number; cpu: number; latency: number };
export type Options = { rounds: number; batch: number };
type Timed = { cpu: number; times: number[] };

const alone = 2;

/** The same case on each ground in turn, some requests at a time, so that all share the machine's good and bad moments. */
export async function measure(
  grounds: readonly Ground[],
  caseOn: (ground: Ground) => Case,
  { rounds, batch }: Options,
): Promise<Cost[]> {
  for (const ground of grounds) await ground.signIn();
  const units = await Promise.all(grounds.map((ground) => countUnits(ground, caseOn(ground))));
  const timed = grounds.map((): Timed => ({ cpu: 0, times: [] }));
  for (let round = 0; round <= rounds; round++) {
    for (const [index, ground] of grounds.entries()) {
      const { cpu, times } = await runBatch(ground, caseOn(ground), alone + round * batch, batch);
      if (round === 0) continue;
      timed[index]?.times.push(...times);
      (timed[index] as Timed).cpu += cpu;
    }
  }
  return units.map((counted, index) => ({ ...counted, ...costOf(timed[index] as Timed) }));
}

/** One request after the other, each followed by nothing until all is quiet: no two compete. The second counts. */
async function countUnits(ground: Ground, { call, writes }: Case): Promise<Pick<Cost, "reads" | "writes" | "calls">> {
  const { calls } = ground.meter;
  let first = 0;
  for (let turn = 0; turn < alone; turn++) {
    await ground.quiet();
    first = calls.length;
    await call(turn);
    if (writes) await pause(coldStart);
  }
  await ground.quiet();
  const made = calls.slice(first);
  return { reads: sumOf(made, false), writes: sumOf(made, true), calls: made.length };
}

/** The first write of all wakes those who are told of it: milliseconds. */
const coldStart = 4000;

const sumOf = (calls: Meter["calls"], write: boolean): number =>
  calls
    .filter(({ writes }) => writes === write)
    .flatMap(({ table, indexes }) => [table, ...Object.values(indexes)])
    .reduce((sum, units) => sum + units, 0);

async function runBatch(ground: Ground, { call, writes }: Case, from: number, batch: number): Promise<Timed> {
  const before = ground.cpu();
  const times: number[] = [];
  for (let turn = from; turn < from + batch; turn++) {
    const begun = performance.now();
    await call(turn);
    times.push(performance.now() - begun);
  }
  if (writes) await ground.quiet();
  return { cpu: ground.cpu() - before, times };
}

function costOf({ cpu, times }: Timed): Pick<Cost, "cpu" | "latency"> {
  const ordered = times.toSorted((a, b) => a - b);
  return { cpu: cpu / times.length, latency: ordered[Math.floor(ordered.length / 2)] ?? 0 };
}
