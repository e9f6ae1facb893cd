import { parseArgs } from "node:util";
import { type Case, casesOn } from "./growthCases.ts";
import { type Ground, startGround } from "./growthGround.ts";
import { type Cost, measure } from "./growthMeasure.ts";

/**
 * What each route costs as the table grows: units, requests to the table, CPU of the desk and its table engine, latency.
 *
 *   npm run bench -- growth [1000 100000 1000000] [--rounds 5] [--batch 20] [--folder DIR]
 *
 * Desks of all sizes run side by side, each in processes of its own. A million tickets take some 16 GB of disk and seven
 * minutes or more to load; in a folder that is named they are kept for the next time.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: "string" },
    rounds: { type: "string", default: "5" },
    batch: { type: "string", default: "20" },
  },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [1000, 100_000, 1_000_000];
const options = { rounds: Number(values.rounds), batch: Number(values.batch) };
const measured = ["reads", "writes", "calls", "cpu", "latency"] as const;
const titles = ["read units", "write units", "calls", "CPU ms", "median ms"];
const worst = { units: 0, cpu: 0, latency: 0 };

const grounds: Ground[] = [];
try {
  for (const size of sizes) grounds.push(await startGround(size, values.folder));
  const cases = new Map<Ground, Case[]>();
  for (const ground of grounds) cases.set(ground, await casesOn(ground));
  console.log(`\n${sizes.join(", ")} tickets; the ratios are the last to the first, of units (both), CPU and median\n`);
  console.log(`${"".padEnd(34)}${titles.map((title) => title.padEnd(8 * sizes.length)).join("")}`);
  for (const [index, { name }] of (cases.get(grounds[0] as Ground) ?? []).entries()) {
    show(name, await measure(grounds, (ground) => cases.get(ground)?.[index] as Case, options));
  }
  const at = `${sizes.at(-1)} to ${sizes[0]} tickets`;
  console.log(
    `\n${at}, at most: units ${worst.units.toFixed(2)}, CPU ${worst.cpu.toFixed(2)}, latency ${worst.latency.toFixed(2)}`,
  );
} finally {
  for (const ground of grounds) await ground.stop();
}

function show(name: string, costs: readonly Cost[]): void {
  const columns = measured.map((what) => costs.map((cost) => cost[what].toFixed(1).padEnd(8)).join(""));
  const [first, last] = [costs[0], costs.at(-1)] as [Cost, Cost];
  const ratios = {
    units: (last.reads + last.writes) / (first.reads + first.writes),
    cpu: last.cpu / first.cpu,
    latency: last.latency / first.latency,
  };
  for (const what of ["units", "cpu", "latency"] as const) worst[what] = Math.max(worst[what], ratios[what]);
  const shown = Object.values(ratios).map((ratio) => ratio.toFixed(2).padStart(6));
  console.log(`${name.padEnd(34)}${columns.join("")}${shown.join("")}`);
}
