import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startDynamoDb } from "../../local/dynamodb/dynamodb.ts";
import { type Cast, castOf, startDesk } from "../../test/cloud/desk.ts";
import { fillDesk } from "../fill/fillDesk.ts";
import { type Meter, startMeter } from "../units/meter.ts";

/** A desk in processes of its own, with so many tickets in it. */
export type Ground = {
  tickets: number;
  /** The demo people; whoever keeps one for longer than a token lives must sign in again. */
  cast: Cast;
  signIn(): Promise<void>;
  meter: Meter;
  /** CPU time that the desk and its table engine have taken so far: milliseconds. */
  cpu(): number;
  /** Resolves once nothing follows any more from what has been done. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
};

/** Nothing but what is asked for is to happen meanwhile. */
const never = "86400";
const still = {
  SWEEP_EVERY_SECONDS: never,
  AUTO_CLOSE_EVERY_SECONDS: never,
  CHECK_TALLIES_EVERY_SECONDS: never,
  EXPIRE_EVERY_SECONDS: never,
};

/**
 * On the disk, since a million tickets are more than most memories; what is read is in the system's cache all the same. In
 * `folder` they are kept, and found again.
 */
export async function startGround(tickets: number, folder?: string): Promise<Ground> {
  const dataDir = folder ? join(folder, String(tickets)) : mkdtempSync(join(tmpdir(), `ticket-desk-${tickets}-`));
  const engineDir = join(dataDir, "engine");
  const engine = await startDynamoDb({ dataDir: engineDir });
  const meter = await startMeter(engine.endpoint);
  const desk = await startDesk({ ...still, AWS_ENDPOINT_URL_DYNAMODB: meter.endpoint }, dataDir);
  fillOnce(dataDir, engine.file, tickets);
  const pids = [pidIn(join(dataDir, "lock")), pidIn(join(engineDir, "dynamodb.pid"))];
  const ground = {
    ...{ tickets, meter, cast: await castOf(desk.url) },
    signIn: async () => {
      ground.cast = await castOf(desk.url);
    },
    cpu: () => pids.reduce((sum, pid) => sum + cpuOf(pid), 0),
    quiet: () => untilQuiet(meter),
    async stop() {
      await (folder ? desk.kill() : desk.stop());
      await meter.stop();
      await engine.stop();
      if (!folder) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return ground;
}

function fillOnce(dataDir: string, file: string, tickets: number): void {
  const marker = join(dataDir, "filled");
  if (existsSync(marker)) return;
  const begun = performance.now();
  const items = fillDesk({ file, tickets });
  const seconds = (performance.now() - begun) / 1000;
  console.log(`${tickets} tickets, ${items} items and their index rows loaded in ${seconds.toFixed(1)} s`);
  writeFileSync(marker, "");
}

function pidIn(file: string): number {
  const { pid, engine } = JSON.parse(readFileSync(file, "utf8")) as { pid?: number; engine?: { pid: number } };
  return pid ?? engine?.pid ?? 0;
}

const tick = 10;

/** Fields 14 and 15 of /proc/<pid>/stat: time in the program and in the system, in hundredths of a second. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tick;
}

/** Longer than the way from the stream over the topic to a queue takes. */
const breath = 1200;

async function untilQuiet({ calls }: Meter): Promise<void> {
  let before = -1;
  while (before !== calls.length) {
    before = calls.length;
    await pause(breath);
  }
}
