import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Invoke } from "../lambda/lambda.ts";
import type { EventSourceWire } from "../template/wires.ts";
import { openCheckpoints } from "./eventCheckpoints.ts";
import { deliverer } from "./eventDelivery.ts";
import { matches, mustBeKnown } from "./eventFilter.ts";
import { startLanes } from "./eventLanes.ts";
import { readShards, type StreamRecord } from "./eventStream.ts";

type Options = {
  client: DynamoDBStreamsClient;
  mappings: readonly EventSourceWire[];
  /** From the name of a stream in the template to its name in the engine. */
  streamArns: ReadonlyMap<string, string>;
  dataDir: string;
  invoke: Invoke;
  giveUpTo: (queueArn: string, letter: object) => void;
};
export type EventSources = {
  /** Resolves once all that has been written until now is delivered (or has failed for good). */
  settled(): Promise<void>;
  /** Lets batches under way finish for a moment; what they leave is delivered at the next start. */
  stop(): Promise<void>;
};

/** Delivers the records of table streams to functions, as the event source mappings of the template say. */
export async function startEventSources({ mappings, ...options }: Options): Promise<EventSources> {
  for (const { filters } of mappings) filters.forEach(mustBeKnown);
  const consumers = await Promise.all(mappings.map((mapping) => startConsumer(mapping, options)));
  return {
    settled: async () => void (await Promise.all(consumers.map((consumer) => consumer.settled()))),
    stop: async () => void (await Promise.all(consumers.map((consumer) => consumer.stop()))),
  };
}

/** One mapping: reads its stream, drops what its filters drop, and hands the rest to the function in batches. */
async function startConsumer(mapping: EventSourceWire, options: Omit<Options, "mappings">) {
  const { client, streamArns, dataDir, invoke, giveUpTo } = options;
  const streamArn = streamArns.get(mapping.source);
  if (!streamArn) throw new Error(`${mapping.id}: the local cloud has no stream ${mapping.source}`);
  const checkpoints = await openCheckpoints(dataDir, mapping.id, streamArn);
  const stopping = new AbortController();
  const deliver = deliverer({ mapping, streamArn, invoke, giveUpTo, stopping: stopping.signal });
  const lanes = startLanes({ mapping, deliver, onDone: checkpoints.done, stopping: stopping.signal });
  const passes = (record: StreamRecord) =>
    mapping.filters.length === 0 || mapping.filters.some((filter) => matches(filter, record.event));

  const shards = readShards({
    client,
    streamArn,
    after: checkpoints.after,
    stopping: stopping.signal,
    take(records) {
      for (const record of records) checkpoints.begin(record);
      const { true: wanted = [], false: dropped = [] } = Object.groupBy(records, (record) => String(passes(record)));
      dropped.forEach(checkpoints.done);
      return lanes.add(wanted);
    },
  });
  return {
    async settled() {
      await shards.caughtUp();
      await checkpoints.settled();
    },
    async stop() {
      stopping.abort();
      await Promise.all([shards.ended, lanes.stop()]);
      await checkpoints.close();
    },
  };
}
