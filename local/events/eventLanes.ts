import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { EventSourceWire } from "../template/wires.ts";
import type { StreamRecord } from "./eventStream.ts";

type Options = {
  mapping: Pick<EventSourceWire, "batchSize" | "windowSeconds" | "parallelization">;
  /** Resolves when each record is delivered or has failed for good; records left over by a stop are not done. */
  deliver(batch: StreamRecord[], done: (record: StreamRecord) => void): Promise<void>;
  onDone(record: StreamRecord): void;
  stopping: AbortSignal;
};

/** Batches that may wait in a lane before reading pauses. */
const batchesAhead = 4;
/** How long a stop waits for batches under way. */
const graceMs = 1000;

/** Forms batches in parallel lanes; records of one item (its whole key) go through one lane, one after the other. */
export function startLanes({ mapping, deliver, onDone, stopping }: Options) {
  const { batchSize, windowSeconds, parallelization } = mapping;
  const lanes = Array.from({ length: parallelization }, () => lane());

  function lane() {
    const queue: StreamRecord[] = [];
    const arrived = bell();
    const taken = bell();
    stopping.addEventListener("abort", () => {
      arrived.ring();
      taken.ring();
    });
    const waits = (until: () => boolean) => !until() && !stopping.aborted;

    async function run(): Promise<void> {
      while (!stopping.aborted) {
        while (waits(() => queue.length > 0)) await arrived.rung();
        if (windowSeconds > 0) await filled();
        const batch = stopping.aborted ? [] : queue.splice(0, batchSize);
        taken.ring();
        if (batch.length > 0) await deliver(batch, onDone);
      }
    }
    /** Resolves when a whole batch waits, or the batching window is over. */
    async function filled(): Promise<void> {
      const timer = setTimeout(arrived.ring, windowSeconds * 1000 + 5);
      const over = Date.now() + windowSeconds * 1000;
      while (waits(() => queue.length >= batchSize || Date.now() >= over)) await arrived.rung();
      clearTimeout(timer);
    }
    return {
      ended: run(),
      push(record: StreamRecord): void {
        queue.push(record);
        arrived.ring();
      },
      async room(): Promise<void> {
        while (waits(() => queue.length < batchSize * batchesAhead)) await taken.rung();
      },
    };
  }

  return {
    /** Takes records that were read together, and so may go out together; resolves when there is room for more. */
    async add(records: StreamRecord[]): Promise<void> {
      for (const record of records) lanes[laneOf(record, parallelization)]?.push(record);
      await Promise.all(lanes.map((one) => one.room()));
    },
    async stop(): Promise<void> {
      const ended = Promise.all(lanes.map((one) => one.ended));
      const over = new AbortController();
      await Promise.race([ended, pause(graceMs, undefined, { signal: over.signal }).catch(() => {})]);
      over.abort();
    },
  };
}

/** Something to wait for, time and again. */
function bell() {
  let next = Promise.withResolvers<void>();
  return {
    rung: () => next.promise,
    ring(): void {
      next.resolve();
      next = Promise.withResolvers();
    },
  };
}

const laneOf = ({ key }: StreamRecord, lanes: number): number =>
  createHash("md5").update(key).digest().readUInt32BE() % lanes;
