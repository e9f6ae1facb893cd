import { readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Identity, identify } from "../processIdentity.ts";

type Note = { engine: Identity; owner: Identity };

const noteFile = (dataDir: string) => join(dataDir, "dynamodb.pid");

/** Writes down which process serves this folder, since the engine outlives a killed parent. */
export function remember(dataDir: string, pid: number | undefined): void {
  if (pid === undefined) return;
  const note: Note = { engine: identify(pid), owner: identify(process.pid) };
  writeFileSync(noteFile(dataDir), JSON.stringify(note));
}

export const forget = (dataDir: string): void => rmSync(noteFile(dataDir), { force: true });

/** Ends the engine that a killed local cloud left behind; a folder whose owner is alive is refused. */
export async function endOrphan(dataDir: string): Promise<void> {
  const note = read(dataDir);
  if (!note || !isEngine(note.engine)) return;
  if (isAlive(note.owner)) throw new Error(`${dataDir} is in use by another local cloud (process ${note.owner.pid})`);
  process.kill(note.engine.pid, "SIGTERM");
  const patience = Date.now() + 2000;
  while (isAlive(note.engine)) {
    if (Date.now() > patience) process.kill(note.engine.pid, "SIGKILL");
    await pause(5);
  }
}

function read(dataDir: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(noteFile(dataDir), "utf8")) as Note;
  } catch {
    return undefined; // none, or torn by a kill in the middle of the start
  }
}

const isAlive = ({ pid, started }: Identity): boolean => started !== "" && identify(pid).started === started;

function isEngine(engine: Identity): boolean {
  try {
    return isAlive(engine) && basename(readlinkSync(`/proc/${engine.pid}/exe`)).startsWith("dynoxide");
  } catch {
    return false;
  }
}
