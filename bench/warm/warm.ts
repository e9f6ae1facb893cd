import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { bundle, forLambda } from "../../lib/bundling/bundle.ts";
import { startStill } from "../../test/store/engines.ts";
import { eventsOf } from "../cold/coldEvents.ts";
import { publicKeys, publishKeys } from "../requests.ts";
import { rememberCalls } from "./warmCalls.ts";

/**
 * What this project's own layers cost a warm request (routing, authentication, validation, marshalling, log): CPU of a request
 * through its bundle, against that of the same calls to DynamoDB by the SDK's bare client: as it comes, and with all that the
 * bundles leave out of it left out too. Fresh processes in turn, medians.
 *
 *   npm run bench -- warm [rounds]
 */
const rounds = Number(process.argv[2] ?? 5);
const run = promisify(execFile);
const outdir = mkdtempSync(join(tmpdir(), "warm-"));
const measured = [
  "getMe",
  "getTicket",
  "getHistory",
  "listTickets",
  "listApprovals",
  "addComment",
  "raiseTicket",
] as const;

/** What Lambda writes around a line of ours in its format JSON: time, level, the invocation's id. Bytes. */
const aroundALine = 117;

/** Calls it until it is warm, and then says what one call takes: milliseconds of CPU, of all threads; and bytes of log. */
const loop = `
let bytes = 0;
console.log = console.error = (line) => { bytes += Buffer.byteLength(JSON.stringify(line)) + ${aroundALine}; };
const times = async (count) => { for (let n = 0; n < count; n++) await once(); };
const spent = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
await times(800);
const before = spent();
bytes = 0;
await times(800);
process.stdout.write(JSON.stringify({ cpu: (spent() - before) / 800, bytes: bytes / 800 }));
process.exit();
`;
const throughHandler = `
const [bundle, keys] = process.argv.slice(2);
const { request } = process.getBuiltinModule("node:http");
process.getBuiltinModule("node:https").request = (_, options, then) => request(keys, { ...options, agent: undefined }, then);
const { handler } = await import(bundle);
const event = JSON.parse(process.env.EVENT);
const once = async () => {
  const { statusCode, body } = await handler(event, {});
  if (statusCode >= 300) throw new Error(body);
};
${loop}`;
const bareClient = `
import * as sdk from "@aws-sdk/client-dynamodb";
const client = new sdk.DynamoDBClient({ maxAttempts: 5 });
const groups = JSON.parse(process.env.CALLS).map((calls) => calls.map(([target, input]) => [sdk[target + "Command"], JSON.parse(input)]));
const once = async () => {
  for (const calls of groups) await Promise.all(calls.map(([Command, input]) => client.send(new Command(input))));
};
${loop}`;

const engines = await startStill();
const keys = await publishKeys();
const calls = await rememberCalls(engines.awsEnvironment.AWS_ENDPOINT_URL_DYNAMODB ?? "");
try {
  await prepare();
  await compare();
} finally {
  calls.stop();
  keys.stop();
  await engines.stop();
  rmSync(outdir, { recursive: true });
}

async function prepare(): Promise<void> {
  await bundle(
    measured.map((name) => `api/${name}`),
    outdir,
  );
  writeFileSync(join(outdir, "handler.mjs"), throughHandler);
  const bare = { stdin: { contents: bareClient, resolveDir: "." }, ...forLambda };
  await build({ ...bare, outfile: join(outdir, "trimmed.mjs") });
  await build({ ...bare, outfile: join(outdir, "asItComes.mjs"), plugins: [] });
  Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
  process.env.AWS_ENDPOINT_URL_DYNAMODB = calls.url;
  const { keyCache } = await import("../../functions/http/authentication.ts");
  keyCache.fetcher = { fetch: async () => new TextEncoder().encode(publicKeys).buffer };
}

type Cost = { cpu: number; bytes: number };

async function compare(): Promise<void> {
  const say = console.log;
  console.log = () => {}; // the handlers that prepare a call log in this process
  const events = await eventsOf(engines);
  say(
    `${"CPU a request, medians".padEnd(28)}   calls  ms, and bare: as it comes    ratio  trimmed    ratio  log bytes`,
  );
  for (const name of measured) {
    const event = JSON.stringify(await events[`api/${name}`]?.());
    calls.forget();
    const { handler } = await import(`../../functions/api/${name}.ts`);
    await handler(JSON.parse(event), {}); // what is read once, such as secrets
    const once = calls.made().length;
    await handler(JSON.parse(event), {});
    const made = calls.replay().slice(once);
    const groups = Object.values(Object.groupBy(made, ({ group }) => group));
    const CALLS = JSON.stringify(groups.map((group = []) => group.map(({ target, request }) => [target, request])));
    const [asItComes, trimmed, ours]: [Cost[], Cost[], Cost[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      asItComes.push(await start("asItComes.mjs", [], { CALLS }));
      ours.push(await start("handler.mjs", [join(outdir, `api/${name}/api/${name}.mjs`), keys.url], { EVENT: event }));
      trimmed.push(await start("trimmed.mjs", [], { CALLS }));
    }
    const against = (bare: Cost[]) => [middle(bare).toFixed(3), (middle(ours) / middle(bare)).toFixed(2)];
    const figures = [middle(ours).toFixed(3), ...against(asItComes), ...against(trimmed)];
    const columns = [made.length, ...figures, Math.round(ours[0]?.bytes ?? 0)];
    say(`${name.padEnd(26)}${columns.map((column) => String(column).padStart(9)).join("")}`);
  }
}

async function start(file: string, args: string[], more: Record<string, string>): Promise<Cost> {
  const env = {
    PATH: process.env.PATH,
    ...Object.assign({}, ...engines.wires.functions.map(({ environment }) => environment)),
    ...engines.awsEnvironment,
    AWS_ENDPOINT_URL_DYNAMODB: calls.url,
    ...more,
  };
  const { stdout } = await run(process.execPath, [join(outdir, file), ...args], { env });
  return JSON.parse(stdout) as Cost;
}

function middle(costs: readonly Cost[]): number {
  return costs.map(({ cpu }) => cpu).sort((a, b) => a - b)[costs.length >> 1] ?? 0;
}
