import { setTimeout as pause } from "node:timers/promises";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { Invoke } from "../lambda/lambda.ts";
import type { Queue } from "../messaging/fauxqs.ts";
import type { Messaging } from "../messaging/messaging.ts";
import type { QueueSourceWire } from "../template/wires.ts";
import { matches, mustBeKnown } from "./eventFilter.ts";
import { type Received, receive, recordOf } from "./queueRecords.ts";

type Options = {
  mappings: readonly QueueSourceWire[];
  messaging: Messaging;
  invoke: Invoke;
  /** When a failed message comes back, in place of the time the template says. */
  retrySeconds?: number | undefined;
};
export type QueueSources = {
  /** Resolves once the queues that feed functions are empty: all is done, or in a dead-letter queue. */
  settled(): Promise<void>;
  /** Lets batches under way finish for a moment; what they leave is delivered at the next start. */
  stop(): Promise<void>;
};

/** The service begins with five. */
const concurrency = 5;
const lookAgainSeconds = 20;
const graceMs = 1000;

/** Delivers the messages of queues to functions, as the event source mappings of the template say. */
export function startQueueSources({ mappings, ...options }: Options): QueueSources {
  for (const { filters } of mappings) filters.forEach(mustBeKnown);
  const consumers = mappings.map((mapping) => startConsumer(mapping, options));
  return {
    settled: async () => void (await Promise.all(consumers.map((one) => one.settled()))),
    stop: async () => void (await Promise.all(consumers.map((one) => one.stop()))),
  };
}

function startConsumer(mapping: QueueSourceWire, { messaging, invoke, retrySeconds }: Omit<Options, "mappings">) {
  const queue = messaging.queue(mapping.queueArn);
  const stopping = new AbortController();
  const { signal } = stopping;

  async function poll(): Promise<void> {
    while (!signal.aborted) {
      const batch = await gather();
      if (batch.length > 0) await deliver(batch);
      else if (!signal.aborted) await queue.waitForMessages(lookAgainSeconds);
    }
  }

  /** A batch; one that is not full waits for more until the batching window is over. */
  async function gather(): Promise<Received[]> {
    const batch = receive(queue, mapping.batchSize, messaging.deadLetterQueue);
    const over = Date.now() + mapping.windowSeconds * 1000;
    while (batch.length > 0 && batch.length < mapping.batchSize && Date.now() < over && !signal.aborted) {
      await pause(windowStepMs);
      batch.push(...receive(queue, mapping.batchSize - batch.length, messaging.deadLetterQueue));
    }
    return batch;
  }

  async function deliver(batch: Received[]): Promise<void> {
    const records = batch.map((one) => ({ one, record: recordOf(one, queue) }));
    const passes = (record: object) => mapping.filters.some((filter) => matches(filter, withParsedBody(record)));
    const wanted = records.filter(({ record }) => mapping.filters.length === 0 || passes(record));
    const failed = wanted.length === 0 ? noFailures : await attempt(wanted.map(({ record }) => record));
    for (const { handle, message } of batch) {
      if (failed(message.messageId)) queue.changeVisibility(handle, againAfter(message.approximateReceiveCount));
      else queue.deleteMessage(handle);
    }
  }

  async function attempt(Records: SQSRecord[]): Promise<(messageId: string) => boolean> {
    try {
      const answer = await invoke(mapping.function, { Records });
      return mapping.reportBatchItemFailures ? failuresIn(answer, Records) : noFailures;
    } catch {
      return () => true; // the error is in the function's log
    }
  }

  /**
   * A message that failed comes back sooner than in the cloud, where it stays hidden for all of its time: after a second
   * first, later than that each time it fails again, since what it needs may be down for a while.
   */
  const againAfter = (receives: number): number =>
    retrySeconds ?? Math.min(4 ** (receives - 1), Number(queue.attributes.VisibilityTimeout));

  const pollers = Array.from({ length: mapping.maximumConcurrency ?? concurrency }, poll);
  return {
    async settled() {
      while (!signal.aborted && !isEmpty(queue)) await pause(settleStepMs);
    },
    async stop() {
      stopping.abort();
      queue.cancelWaiters();
      await Promise.race([Promise.all(pollers), pause(graceMs, undefined, { ref: false })]);
    },
  };
}

const windowStepMs = 20;
const settleStepMs = 10;

const noFailures = () => false;
const isEmpty = (queue: Queue): boolean =>
  queue.messages.length + queue.delayedMessages.length + queue.inflightMessages.size === 0;

/** Which messages the function reports as failed; an answer that makes no sense fails the whole batch. */
function failuresIn(answer: unknown, records: SQSRecord[]): (messageId: string) => boolean {
  const failures = (answer as Partial<SQSBatchResponse> | null | undefined)?.batchItemFailures;
  if (failures === undefined || failures === null) return noFailures;
  if (!Array.isArray(failures)) return () => true;
  const ids = new Set(failures.map((failure) => failure?.itemIdentifier));
  const known = new Set(records.map(({ messageId }) => messageId));
  if (![...ids].every((id) => known.has(id))) return () => true;
  return (messageId) => ids.has(messageId);
}

/** Filters look into a body that is JSON. */
function withParsedBody(record: object): object {
  const { body } = record as { body: string };
  try {
    return { ...record, body: JSON.parse(body) as unknown };
  } catch {
    return record;
  }
}
