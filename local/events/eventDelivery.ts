import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Invoke } from "../lambda/lambda.ts";
import type { EventSourceWire } from "../template/wires.ts";
import type { StreamRecord } from "./eventStream.ts";

type Options = {
  mapping: EventSourceWire;
  streamArn: string;
  invoke: Invoke;
  /** Takes what is said of records that failed for good, for the mapping's on-failure queue. */
  giveUpTo: (queueArn: string, letter: object) => void;
  stopping: AbortSignal;
};
type Done = (record: StreamRecord) => void;
/** Where a batch failed: nowhere, or from this record on; a function that threw has failed as a whole. */
type Outcome = { failedFrom: number | undefined; error?: unknown };

const longestBackoffMs = 10_000;

/**
 * Makes what brings a batch to its function: again where it fails, until given up. It is halved where the mapping says so and
 * the function has thrown; one that reports from where on it failed gets that rest again, as it is.
 */
export function deliverer({ mapping, streamArn, invoke, giveUpTo, stopping }: Options) {
  async function deliver(batch: StreamRecord[], done: Done): Promise<void> {
    let rest = batch;
    for (let tries = 0; rest.length > 0 && !stopping.aborted; ) {
      rest = leaveOut(rest, isTooOld, done);
      if (rest.length === 0) return;
      const { failedFrom, error } = await attempt(rest);
      rest.slice(0, failedFrom).forEach(done);
      if (failedFrom === undefined) return;
      rest = rest.slice(failedFrom);
      if (failedFrom > 0) tries = 0;
      else if (mapping.bisect && error && rest.length > 1) return inHalves(rest, done);
      else if (mapping.retries >= 0 && tries >= mapping.retries)
        return giveUp(rest, "RetryAttemptsExhausted", tries + 1, done, error);
      else await backOff(tries++);
    }
  }

  async function inHalves(batch: StreamRecord[], done: Done): Promise<void> {
    const half = Math.ceil(batch.length / 2);
    await deliver(batch.slice(0, half), done);
    await deliver(batch.slice(half), done);
  }

  async function attempt(batch: StreamRecord[]): Promise<Outcome> {
    try {
      const answer = await invoke(mapping.function, { Records: batch.map(({ event }) => event) });
      return { failedFrom: mapping.reportBatchItemFailures ? firstFailure(answer, batch) : undefined };
    } catch (error) {
      return { failedFrom: 0, error };
    }
  }

  const isTooOld = ({ at }: StreamRecord) =>
    mapping.maximumAgeSeconds >= 0 && Date.now() - at > mapping.maximumAgeSeconds * 1000;

  function leaveOut(batch: StreamRecord[], isOut: (record: StreamRecord) => boolean, done: Done): StreamRecord[] {
    const out = batch.filter(isOut);
    if (out.length > 0) giveUp(out, "RecordAgeExceeded", 0, done);
    return batch.filter((record) => !out.includes(record));
  }

  const backOff = (tries: number) =>
    pause(Math.min(100 * 2 ** tries, longestBackoffMs), undefined, { signal: stopping }).catch(() => {});

  /** Sends what the service would send to the on-failure queue: where the records are, not what is in them. */
  function giveUp(batch: StreamRecord[], condition: string, count: number, done: Done, error?: unknown): void {
    const { id, onFailure } = mapping;
    console.error(
      `${id}: ${batch.length} record(s) could not be delivered (${condition})${onFailure ? `, see ${onFailure}` : ""}`,
    );
    if (onFailure)
      giveUpTo(onFailure, letterOf(batch, { condition, count, error, function: mapping.function, streamArn }));
    batch.forEach(done);
  }
  return deliver;
}

/** The first record that the function reports as failed; an answer that makes no sense fails the whole batch. */
function firstFailure(answer: unknown, batch: StreamRecord[]): number | undefined {
  const failures = (answer as { batchItemFailures?: unknown } | null | undefined)?.batchItemFailures;
  if (failures === undefined || failures === null) return undefined;
  if (!Array.isArray(failures)) return 0;
  const places = failures.map((failure: { itemIdentifier?: unknown } | null) =>
    batch.findIndex(({ sequence }) => sequence === failure?.itemIdentifier),
  );
  if (places.length === 0) return undefined;
  return Math.max(0, Math.min(...places));
}

type Failed = { condition: string; count: number; error: unknown; function: string; streamArn: string };

const letterOf = (batch: StreamRecord[], { condition, count, error, function: functionName, streamArn }: Failed) => ({
  requestContext: {
    requestId: randomUUID(),
    functionArn: functionName,
    condition,
    approximateInvokeCount: count,
  },
  responseContext: {
    statusCode: 200,
    executedVersion: "$LATEST",
    functionError: error === undefined ? null : "Unhandled",
  },
  version: "1.0",
  timestamp: new Date().toISOString(),
  DDBStreamBatchInfo: {
    shardId: batch[0]?.shard,
    startSequenceNumber: batch[0]?.sequence,
    endSequenceNumber: batch.at(-1)?.sequence,
    approximateArrivalOfFirstRecord: new Date(batch[0]?.at ?? 0).toISOString(),
    approximateArrivalOfLastRecord: new Date(batch.at(-1)?.at ?? 0).toISOString(),
    batchSize: batch.length,
    streamArn,
  },
});
