import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../template/templateSynth.ts";

/** What the web client is made from; nothing else can change it. */
const sources = ["web", "functions/contract/openapi.json", "lingui.config.ts", "package-lock.json"];
const out = join(projectRoot, "web/dist");
const note = join(out, "sources.sha256");
let building: Promise<string> | null = null;

/** The folder of the built web client; it is built first where its sources have changed. */
export function builtClient(): Promise<string> {
  building ??= build();
  building.catch(() => {
    building = null;
  });
  return building;
}

async function build(): Promise<string> {
  const hash = hashOf(sources.flatMap((source) => filesIn(join(projectRoot, source))));
  if (existsSync(note) && readFileSync(note, "utf8") === hash) return out;
  const vite = join(projectRoot, "node_modules/vite/bin/vite.js");
  const child = spawn(process.execPath, [vite, "build", "--config", "web/vite.config.ts", "--logLevel", "warn"], {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`The web client could not be built:\n${said.trim()}`);
  writeFileSync(note, hash);
  return out;
}

function hashOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function filesIn(path: string): string[] {
  if (path === out) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
