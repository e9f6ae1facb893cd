import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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

/** Synthesizes the CDK app for local use, unless nothing it is made from has changed; answers the folder. */
export async function synthesize(root: string = projectRoot): Promise<string> {
  const out = join(root, "cdk.out-local");
  const note = join(out, "sources.sha256");
  const sources = synthesisSources.map((source) => join(root, source));
  const hash = hashOf(sources, { settings: JSON.stringify(localContext) });
  const isMade = () => existsSync(note) && readFileSync(note, "utf8") === hash;
  if (isMade()) return out;
  // Into a folder of its own first: a start that is interrupted here leaves nothing half made behind.
  const fresh = `${out}.${process.pid}`;
  await run(root, fresh);
  writeFileSync(join(fresh, "sources.sha256"), hash);
  // Another start may have been quicker with the same, and read it already: then it stays.
  if (!isMade()) rmSync(out, { recursive: true, force: true });
  try {
    renameSync(fresh, out);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!isMade()) throw error;
  }
  return out;
}

async function run(root: string, out: string): Promise<void> {
  const settings = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as { context?: object };
  const context = { ...settings.context, ...localContext };
  const env = { CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) };
  const { code, said } = await runNode([join(root, "bin/app.ts")], { cwd: root, env });
  if (code === 0 && existsSync(join(out, "manifest.json"))) return;
  rmSync(out, { recursive: true, force: true });
  throw new Error(`bin/app.ts could not be synthesized:\n${said || "it made no template"}`);
}
