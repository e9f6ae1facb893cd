import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashOf, runNode } from "../madeFrom.ts";

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** There is a web client, wherever it is: the addresses of it become local ones later. */
export const clientAddress = "http://localhost";

/** What the app is told here. One person may raise and miss as much as they like: scripts and trials are one person each. */
const unlimited = "1000000";
const localContext = {
  local: "true",
  appUrl: clientAddress,
  ticketsAMinute: unlimited,
  missesAMinute: unlimited,
};

/** What the template is made from; nothing else can change it. */
export const synthesisSources = [
  "bin",
  "lib",
  "functions/contract",
  "functions/domain",
  "functions/store/table.ts",
  "cdk.json",
  "package-lock.json",
];

/**
 * Synthesizes the CDK app for local use, unless that has been done from the same sources; answers the folder. Each state of the
 * sources has a folder of its own, so that none is taken away while another start reads it.
 */
export async function synthesize(root: string = projectRoot): Promise<string> {
  const sources = synthesisSources.map((source) => join(root, source));
  const hash = hashOf(sources, { settings: JSON.stringify(localContext) });
  const folder = join(root, "cdk.out-local");
  const out = join(folder, hash);
  if (existsSync(out)) return out;
  // Beside it first: a start that is interrupted here leaves nothing half made behind.
  const fresh = `${out}.${process.pid}`;
  await run(root, fresh);
  try {
    renameSync(fresh, out);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(out)) throw error;
    return out; // another start was quicker with the same
  }
  for (const name of readdirSync(folder).filter((one) => one !== hash && !inTheMaking.test(one)))
    forget(join(folder, name));
  return out;
}

/** Under another name first: of what a start that is killed meanwhile leaves, none may look whole to a start from those sources. */
function forget(old: string): void {
  const gone = `${old}.${process.pid}`;
  try {
    renameSync(old, gone);
  } catch (error) {
    if (existsSync(old)) throw error;
    return; // another start was quicker
  }
  rmSync(gone, { recursive: true, force: true });
}

const inTheMaking = /^[0-9a-f]{64}\.\d+$/;

async function run(root: string, out: string): Promise<void> {
  const settings = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as { context?: object };
  const context = { ...settings.context, ...localContext };
  const env = { CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) };
  const { code, said } = await runNode([join(root, "bin/app.ts")], { cwd: root, env });
  if (code === 0 && existsSync(join(out, "manifest.json"))) return;
  rmSync(out, { recursive: true, force: true });
  throw new Error(`bin/app.ts could not be synthesized:\n${said || "it made no template"}`);
}
