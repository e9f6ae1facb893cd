import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Identity, identify } from "./processIdentity.ts";

/** Takes a data folder for this process alone; one that a killed process held is taken over. Gives the way to let go. */
export function lock(dataDir: string): () => void {
  const file = join(dataDir, "lock");
  const own = JSON.stringify(identify(process.pid));
  mkdirSync(dataDir, { recursive: true });
  while (!wrote(file, own)) {
    const holder = read(file);
    if (holder && isAlive(holder)) {
      const who = holder.pid === process.pid ? "this process" : `process ${holder.pid}`;
      throw new Error(`${dataDir} is in use by another local cloud (${who}). Stop it, or choose another DATA_DIR.`);
    }
    rmSync(file, { force: true });
  }
  return () => rmSync(file, { force: true });
}

function wrote(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function read(file: string): Identity | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Identity;
  } catch {
    return undefined; // let go of meanwhile, or torn by a kill
  }
}

/** Where the system does not say when processes started, an id that is in use counts as the holder's. */
function isAlive({ pid, started }: Identity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return identify(pid).started === started;
}
