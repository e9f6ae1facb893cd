import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../template/templateSynth.ts";

/** What the web client is made from; nothing else can change it. A test holds it to what `web` may import. */
export const clientSources = [
  "web",
  "functions/contract",
  "functions/domain",
  "lingui.config.ts",
  "tsconfig.json",
  "package-lock.json",
];
/** Each build has a folder of its own, so that none is taken away from under whoever serves it. */
const builds = join(projectRoot, "dist/web");
const kept = 5;
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
  const out = join(builds, hashOf(clientSources.flatMap((source) => filesIn(join(projectRoot, source)))).slice(0, 16));
  if (!existsSync(out)) {
    const fresh = `${out}.${process.pid}`;
    try {
      await runVite(fresh);
      renameSync(fresh, out);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(out)) throw error; // else another process was quicker with the same
    }
  }
  utimesSync(out, new Date(), new Date());
  forgetOld();
  return out;
}

async function runVite(out: string): Promise<void> {
  const vite = join(projectRoot, "node_modules/vite/bin/vite.js");
  const asked = ["build", "--config", "web/vite.config.ts", "--logLevel", "warn", "--outDir", out, "--emptyOutDir"];
  const child = spawn(process.execPath, [vite, ...asked], {
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
}

/** Keeps the builds that were used last. */
function forgetOld(): void {
  const found = readdirSync(builds)
    .map((name) => join(builds, name))
    .map((path) => ({ path, used: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((one, other) => other.used - one.used);
  for (const { path } of found.slice(kept)) rmSync(path, { recursive: true, force: true });
}

function hashOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** `npm run web` leaves its build among the sources. */
const ownBuild = join(projectRoot, "web/dist");

function filesIn(path: string): string[] {
  if (path === ownBuild) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
