import { parseArgs } from "node:util";
import { type Case, casesOn } from "./growth/growthCases.ts";
import { type Ground, startGround } from "./growth/growthGround.ts";

/**
 * Requests a second and core of each route on the local system, for comparing releases and other systems on one machine:
 *
 *   npm run bench -- throughput [1000 1000000] [--requests 200] [--at-once 8] [--folder DIR]
 *
 * A core's second is one of CPU time that the desk and its table engine take, together with all that follows from a write.
 * Beside it, in brackets, requests a second by the clock.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: "string" },
    requests: { type: "string", default: "200" },
    "at-once": { type: "string", default: "8" },
  },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [1000, 1_000_000];
const [requests, atOnce] = [Number(values.requests), Number(values["at-once"])];

const grounds: Ground[] = [];
try {
  for (const size of sizes) grounds.push(await startGround(size, values.folder));
  const cases: Case[][] = [];
  for (const ground of grounds) cases.push(await casesOn(ground));
  console.log(
    `\nrequests a second and core, ${atOnce} at once (a second by the clock), at ${sizes.join(" and ")} tickets\n`,
  );
  for (const [index, { name }] of (cases[0] ?? []).entries()) {
    const shown: string[] = [];
    for (const [which, ground] of grounds.entries()) shown.push(await rateOf(ground, cases[which]?.[index] as Case));
    console.log(`${name.padEnd(34)}${shown.map((one) => one.padStart(18)).join("")}`);
  }
} finally {
  for (const ground of grounds) await ground.stop();
}

async function rateOf(ground: Ground, { call, writes }: Case): Promise<string> {
  await ground.signIn();
  if (!writes) await Promise.all(Array.from({ length: atOnce }, (_, turn) => call(turn)));
  const [cpu, begun] = [ground.cpu(), performance.now()];
  let next = 0;
  const worker = async () => {
    for (let turn = next++; turn < requests; turn = next++) await call(turn);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - begun) / 1000;
  if (writes) await ground.quiet();
  const perCore = requests / ((ground.cpu() - cpu) / 1000);
  return `${perCore.toFixed(0)} (${(requests / seconds).toFixed(0)})`;
}
