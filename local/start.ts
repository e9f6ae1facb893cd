import { type Cloud, readTemplate, startCloud } from "./cloud.ts";
import { accounts } from "./demo/demoAccounts.ts";
import { demoPassword, seedDemo } from "./demo/seed.ts";
import { forgetState } from "./fresh.ts";
import type { Front } from "./gateway/gateway.ts";
import { builtClient } from "./gateway/webBuild.ts";
import { type Overrides, overridesOf } from "./overrides.ts";
import { mustBeFree } from "./port.ts";
import { watchSources } from "./watch.ts";

const { PORT = "3000", DATA_DIR = ".local" } = process.env;
const known = ["--fresh", "--watch", "--no-tickets"];
const asked = process.argv.slice(2);
/** A stop that takes longer than this is cut short; what it leaves is put right at the next start. */
const patience = 2_800;

let cloud: Promise<Cloud> | undefined;
let client: Front | undefined;
let ending = false;

process.on("SIGINT", () => end(0));
process.on("SIGTERM", () => end(0));
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
await run().catch(fail);

async function run(): Promise<void> {
  const unknown = asked.find((word) => !known.includes(word));
  if (unknown) throw new Error(`${unknown} is not known here; there are ${known.join(", ")}`);
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT=${PORT} is no port`);
  const overrides = overridesOf(process.env);
  await mustBeFree(port);
  if (asked.includes("--fresh")) await forgetState(DATA_DIR);
  if (asked.includes("--watch")) client = await (await import("./gateway/devClient.ts")).devClient();
  const started = await begin(port, overrides);
  if (ending) return;
  greet(started);
  // Tests ask for a page or not; they have it built themselves.
  const isBuilt = !client && !asked.includes("--no-tickets");
  if (isBuilt) void builtClient().catch((error: unknown) => console.error(String(error)));
  if (asked.includes("--watch")) watchSources({ reload, rewire: () => rewire(port, overrides) });
}

function begin(port: number, environment: Overrides): Promise<Cloud> {
  cloud = startCloud({
    dataDir: DATA_DIR,
    port,
    demoPassword,
    client,
    environment,
    prepare: (prepared) => seedDemo(prepared, { password: demoPassword, tickets: !asked.includes("--no-tickets") }),
  });
  return cloud;
}

async function running(): Promise<Cloud | undefined> {
  return cloud?.catch(() => undefined);
}

async function reload(): Promise<void> {
  await (await running())?.reload();
}

/** Starts anew where the wires have changed, or where the last start has failed. */
async function rewire(port: number, overrides: Overrides): Promise<boolean> {
  const before = await running();
  const wires = await readTemplate(overrides);
  if (before && JSON.stringify(wires) === JSON.stringify(before.wires)) return false;
  await before?.stop();
  await begin(port, overrides);
  return true;
}

function greet({ url }: Cloud): void {
  const width = Math.max(...accounts.map(({ email }) => email.length));
  console.log(`
  Ticket desk   ${url}
  API           ${url}/v1
  API docs      ${url}/docs
  Outbox        ${url}/outbox
  Demo          ${url}/demo (watch a ticket travel)

  Sign in with the password ${demoPassword} as
${accounts.map(({ email, name, title }) => `    ${email.padEnd(width)}  ${name}, ${title}`).join("\n")}

  State is kept in ${DATA_DIR}. Ctrl-C stops everything.
`);
}

function fail(error: unknown): void {
  if (!ending) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  if (process.env.DEBUG) console.error(error);
  void end(1);
}

/** A second Ctrl-C does not wait. */
async function end(code: number): Promise<void> {
  if (ending) process.exit(code || 130);
  ending = true;
  setTimeout(() => process.exit(code || 1), patience).unref();
  await running()
    ?.then((one) => one?.stop())
    .catch((error: unknown) => console.error(String(error)));
  process.exit(code);
}
