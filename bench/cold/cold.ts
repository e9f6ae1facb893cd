import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import type { Route } from "../../functions/contract/route.ts";
import { routes } from "../../functions/contract/routes.ts";
import { bundle } from "../../lib/bundling/bundle.ts";
import { type Entry, entriesOf } from "../../lib/bundling/entries.ts";
import { startStill } from "../../test/store/engines.ts";
import { publicKeys, publishKeys } from "../requests.ts";
import { eventsOf } from "./coldEvents.ts";

/**
 * What a cold start costs: CPU of Node's start with the evaluation of the bundle, and of that with the first call, each
 * against a handler that only answers 200. Fresh processes, one of each handler in turn, medians. What Node's own part is
 * shows a handler that loads node:https beside, as all do that speak to AWS.
 *
 *   npm run bench -- cold [rounds] [name of a handler ...]
 */
const [rounds = 9, ...only] = process.argv.slice(2).map((word) => (/^\d+$/.test(word) ? Number(word) : word));
const run = promisify(execFile);
const outdir = mkdtempSync(join(tmpdir(), "cold-"));
const nothing = "nothing";
const https = "node:https alone";
const bare = {
  [nothing]: "export const handler = async () => ({ statusCode: 200 });",
  [https]: 'process.getBuiltinModule("node:https"); export const handler = async () => ({ statusCode: 200 });',
};
type Name = Entry | keyof typeof bare;
type Cost = { booted: number; called: number; outcome: string };

/** Says what it took so far: milliseconds of CPU, of all threads. Keys come from an address of ours, not from Cognito's. */
const child = `
const spent = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const [bundle, keys] = process.argv.slice(2);
const { handler } = await import(bundle);
const booted = spent();
const event = JSON.parse(process.env.EVENT);
if (keys) {
  const { request } = process.getBuiltinModule("node:http");
  process.getBuiltinModule("node:https").request = (_, options, then) => request(keys, { ...options, agent: undefined }, then);
}
const log = [];
console.log = console.error = (line) => log.push(line);
const answer = await handler(event, {}).catch((error) => ({ statusCode: String(error) }));
const called = spent();
process.stdout.write(JSON.stringify({ booted, called, answer, log }));
process.exit();
`;

const engines = await startStill();
/** The scan for malware is off in the template: its Lambda gets what the others have together. */
const everyEnvironment = Object.assign({}, ...engines.wires.functions.map(({ environment }) => environment));
const keys = await publishKeys();
try {
  const sources = entriesOf({ malwareScan: true }).filter((entry) => only.length === 0 || only.includes(entry));
  await bundle(sources, outdir);
  writeFileSync(join(outdir, "child.mjs"), child);
  for (const [name, source] of Object.entries(bare)) writeFileSync(fileOf(name as Name), source);
  await measure(sources);
} finally {
  keys.stop();
  await engines.stop();
  rmSync(outdir, { recursive: true });
}

async function measure(entries: readonly Entry[]): Promise<void> {
  Object.assign(process.env, everyEnvironment);
  const { keyCache } = await import("../../functions/http/authentication.ts");
  keyCache.fetcher = { fetch: async () => new TextEncoder().encode(publicKeys).buffer };
  console.log = () => {}; // the handlers that prepare a call log in this process
  const events = await eventsOf(engines);
  const costs = new Map<Name, Cost[]>();
  for (let round = 0; round < Number(rounds); round++) {
    for (const name of [nothing, https, ...entries] as const) {
      const event = name in bare ? {} : await events[name as Entry]?.();
      costs.set(name, [...(costs.get(name) ?? []), await start(name, event ?? {})]);
    }
  }
  report(costs);
}

async function start(name: Name, event: unknown): Promise<Cost> {
  const wire = engines.wires.functions.find(({ handler }) => handler === `${name}.handler`);
  const { PATH } = process.env;
  const env = {
    PATH,
    EVENT: JSON.stringify(event),
    ...engines.awsEnvironment,
    ...(wire?.environment ?? everyEnvironment),
  };
  const route: Route | undefined = (routes as Record<string, Route>)[name.replace("api/", "")];
  const signedIn = route?.access === "signedIn" ? [keys.url] : [];
  const { stdout } = await run(process.execPath, [join(outdir, "child.mjs"), fileOf(name), ...signedIn], { env });
  const { booted, called, answer, log } = JSON.parse(stdout);
  const failed = answer?.batchItemFailures?.length || answer?.statusCode === 500;
  return { booted, called, outcome: String(failed ? log[0] : (answer?.statusCode ?? "done")).slice(0, 300) };
}

function fileOf(name: Name): string {
  return join(outdir, name in bare ? `${name}.mjs` : `${name}/${name}.mjs`);
}

function report(costs: Map<Name, Cost[]>): void {
  const base = middle(costs.get(nothing) ?? []);
  const lines = [...costs].map(([name, all]) => {
    const { booted, called } = middle(all);
    const size = (gzipSync(readFileSync(fileOf(name))).length / 1000).toFixed(1);
    const ratios = [booted / base.booted, called / base.called].map((ratio) => ratio.toFixed(2));
    const figures = [size, booted.toFixed(1), ratios[0], called.toFixed(1), ratios[1]];
    return `${name.padEnd(28)}${figures.map((figure) => String(figure).padStart(9)).join("")}  ${all.at(-1)?.outcome}`;
  });
  const head = ["kB gz", "boot ms", "ratio", "+ call", "ratio"].map((word) => word.padStart(9)).join("");
  process.stdout.write(`${"CPU, medians".padEnd(28)}${head}\n${lines.join("\n")}\n`);
}

function middle(all: readonly Cost[]): Pick<Cost, "booted" | "called"> {
  const at = (key: "booted" | "called") => all.map((cost) => cost[key]).sort((a, b) => a - b)[all.length >> 1] ?? 0;
  return { booted: at("booted"), called: at("called") };
}
