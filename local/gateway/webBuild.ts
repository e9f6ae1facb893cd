import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { hashOf, runNode } from "../madeFrom.ts";
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
/** `npm run web` leaves its build among the sources. */
const ownBuild = join(projectRoot, "web/dist");
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
  const sources = clientSources.map((source) => join(projectRoot, source));
  const out = join(builds, hashOf(sources, { except: ownBuild }).slice(0, 16));
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
  const { code, said } = await runNode([vite, ...asked], { cwd: projectRoot, env: { NODE_ENV: "production" } });
  if (code !== 0) throw new Error(`The web client could not be built:\n${said}`);
}

/** Keeps the builds that were used last. */
function forgetOld(): void {
  const found = readdirSync(builds)
    .map((name) => join(builds, name))
    .map((path) => ({ path, used: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((one, other) => other.used - one.used);
  for (const { path } of found.slice(kept)) rmSync(path, { recursive: true, force: true });
}
