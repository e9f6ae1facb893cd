import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** There is a web client, wherever it is: the addresses of it become local ones later. */
export const clientAddress = "http://localhost";

/** What the app is told here. */
const localContext = { local: "true", appUrl: clientAddress };

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
  const hash = hashOf(root);
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
  const child = spawn(process.execPath, [join(root, "bin/app.ts")], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  if (code === 0 && existsSync(join(out, "manifest.json"))) return;
  rmSync(out, { recursive: true, force: true });
  throw new Error(`bin/app.ts could not be synthesized:\n${said.trim() || "it made no template"}`);
}

function hashOf(root: string): string {
  const hash = createHash("sha256").update(JSON.stringify(localContext));
  for (const file of synthesisSources.flatMap((source) => filesIn(join(root, source)))) {
    hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
