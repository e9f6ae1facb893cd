import { readFileSync } from "node:fs";

/** `started` tells a process from a later one that is given the same id; empty where it has ended, or the system does not say. */
export type Identity = { pid: number; started: string };

/** Field 22 of /proc/<pid>/stat is the start time in ticks since boot; a zombie counts as ended. */
export function identify(pid: number): Identity {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { pid, started: fields[0] === "Z" ? "" : (fields[19] ?? "") };
  } catch {
    return { pid, started: "" };
  }
}
