import { setTimeout as pause } from "node:timers/promises";
import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorInput,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";

/** One change of the table: where it stands in the stream, and as a function is given it. */
export type StreamRecord = {
  shard: string;
  sequence: string;
  /** The item's whole key as text: records of one item keep their order. */
  key: string;
  at: number;
  event: object;
};
type Options = {
  client: DynamoDBStreamsClient;
  streamArn: string;
  /** The last record of a shard that needs no delivery any more. */
  after(shard: string): string | undefined;
  /** Takes a page of records; resolves when there is room for more. */
  take(records: StreamRecord[]): Promise<void>;
  stopping: AbortSignal;
};

const shortestPause = 20;
const longestPause = 200;
const pageSize = 500;
const newShardsEvery = 10_000;

/** Reads all shards of a stream, from where each was left or from the oldest record there is, until told to stop. */
export function readShards({ client, streamArn, after, take, stopping }: Options) {
  /** Those who want to know when a whole round of reading has found nothing new. */
  const asking: { rounds: number; tell: () => void }[] = [];
  const iterators = new Map<string, string | undefined>();
  const read = new Map<string, string>();
  let lookAgainAt = 0;

  async function lookForShards(): Promise<void> {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    for (const { ShardId = "" } of StreamDescription?.Shards ?? []) {
      if (iterators.has(ShardId)) continue;
      iterators.set(ShardId, await iteratorFor(client, streamArn, ShardId, read.get(ShardId) ?? after(ShardId)));
    }
    lookAgainAt = Date.now() + (iterators.size > 0 ? newShardsEvery : 0);
  }

  async function round(): Promise<number> {
    if (Date.now() >= lookAgainAt) await lookForShards();
    let found = 0;
    for (const shard of iterators.keys()) found += await readOn(shard);
    return found;
  }

  async function readOn(shard: string): Promise<number> {
    const ShardIterator = iterators.get(shard);
    if (!ShardIterator) return 0;
    const page = await client.send(new GetRecordsCommand({ ShardIterator, Limit: pageSize }));
    const records = (page.Records ?? []).map((record) => recordOf(record, shard, streamArn));
    if (stopping.aborted) return 0;
    const last = records.at(-1);
    if (last) read.set(shard, last.sequence);
    iterators.set(shard, page.NextShardIterator);
    await take(records);
    return records.length;
  }

  /** Reading goes on after an error, from the last record read: the iterator may be what is wrong. */
  function recover(error: unknown): number {
    iterators.clear();
    lookAgainAt = 0;
    if (!stopping.aborted)
      console.error("The stream could not be read:", error instanceof Error ? error.message : error);
    return 0;
  }

  async function run(): Promise<void> {
    let wait = shortestPause;
    while (!stopping.aborted) {
      const found = await round().catch(recover);
      for (const one of asking.filter((each) => found === 0 && each.rounds-- <= 0)) {
        asking.splice(asking.indexOf(one), 1);
        one.tell();
      }
      wait = found > 0 || asking.length > 0 ? shortestPause : Math.min(wait * 2, longestPause);
      await pause(wait, undefined, { signal: stopping }).catch(() => {});
    }
    for (const one of asking) one.tell();
  }

  return {
    ended: run(),
    /** Everything written before the call has been read: the round that is running may have looked already. */
    caughtUp: () => new Promise<void>((tell) => void asking.push({ rounds: 1, tell })),
  };
}

/**
 * Where to go on in a shard. If the record that was left last is no longer there, all that are there came after it: they
 * are trimmed from the oldest on. (EndingSequenceNumber would not tell: the engine takes the greatest as text.)
 */
async function iteratorFor(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  ShardId: string,
  left: string | undefined,
) {
  const at = async (place: Pick<GetShardIteratorInput, "ShardIteratorType" | "SequenceNumber">) => {
    const { ShardIterator } = await client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ...place }));
    return ShardIterator;
  };
  const isThere = async (SequenceNumber: string) => {
    const ShardIterator = await at({ ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber });
    const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 1 }));
    return Records[0]?.dynamodb?.SequenceNumber === SequenceNumber;
  };
  const isTrimmed = (error: unknown) => {
    if (error instanceof TrimmedDataAccessException) return false;
    throw error;
  };
  return left !== undefined && (await isThere(left).catch(isTrimmed))
    ? at({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: left })
    : at({ ShardIteratorType: "TRIM_HORIZON" });
}

const recordOf = (record: _Record, shard: string, streamArn: string): StreamRecord => ({
  shard,
  sequence: String(record.dynamodb?.SequenceNumber),
  key: JSON.stringify(Object.entries(record.dynamodb?.Keys ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))),
  at: record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? Date.now(),
  event: JSON.parse(JSON.stringify({ ...record, eventSourceARN: streamArn }, asInEvents)),
});

/** Times go as seconds, binary values as base64. */
function asInEvents(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  if (original instanceof Date) return Math.floor(original.getTime() / 1000);
  return original instanceof Uint8Array ? Buffer.from(original).toString("base64") : value;
}
