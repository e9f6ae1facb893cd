import { appendFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { inOrder } from "../../functions/store/stream.ts";
import { type DynamoDb, startDynamoDb } from "../../local/dynamodb/dynamodb.ts";
import { createTable } from "../../local/dynamodb/tables.ts";
import { matches, mustBeKnown } from "../../local/events/eventFilter.ts";
import { startEventSources } from "../../local/events/eventSources.ts";
import type { EventSourceWire } from "../../local/template/wires.ts";

const dataDir = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "events-"));
let engine: DynamoDb;
let client: DynamoDBClient;
let streams: DynamoDBStreamsClient;
let table = "";
let streamArn = "";
let count = 0;

beforeAll(async () => {
  engine = await startDynamoDb({ dataDir });
  const connection = {
    endpoint: engine.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  client = new DynamoDBClient(connection);
  streams = new DynamoDBStreamsClient(connection);
});
afterAll(async () => {
  await engine.stop();
  rmSync(dataDir, { recursive: true });
});
/** A table, and so a stream, for each test. */
beforeEach(async () => {
  letters = [];
  table = `Desk${count++}`;
  const made = await createTable(client, table, {
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
    AttributeDefinitions: ["PK", "SK"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    StreamSpecification: { StreamViewType: "NEW_IMAGE" },
  });
  streamArn = String(made.streamArn);
});

const put = (PK: string, SK: string | number = 0, more: Record<string, { S: string } | { B: Uint8Array }> = {}) =>
  client.send(new PutItemCommand({ TableName: table, Item: { PK: { S: PK }, SK: { S: String(SK) }, ...more } }));
async function putAll(keys: readonly string[]): Promise<void> {
  for (const key of keys) await put(key);
}

const wire = (more: Partial<EventSourceWire> = {}): EventSourceWire => ({
  id: table,
  function: "consumer",
  source: "the stream",
  filters: [],
  batchSize: 10,
  windowSeconds: 0,
  retries: 2,
  maximumAgeSeconds: -1,
  bisect: false,
  reportBatchItemFailures: false,
  onFailure: "failed",
  parallelization: 1,
  ...more,
});
const keyOf = ({ dynamodb }: DynamoDBRecord): string => String(dynamodb?.Keys?.PK?.S);

/** Consumes the table's stream; `answer` decides on each batch. */
async function consume(more: Partial<EventSourceWire>, answer: (records: DynamoDBRecord[]) => unknown = () => {}) {
  const batches: string[][] = [];
  const sources = await startEventSources({
    client: streams,
    mappings: [wire(more)],
    streamArns: new Map([["the stream", streamArn]]),
    dataDir,
    invoke: async (_, event) => {
      const { Records } = event as DynamoDBStreamEvent;
      batches.push(Records.map(keyOf));
      return answer(Records);
    },
    giveUpTo: (queueArn, letter) => void letters.push({ queueArn, letter }),
  });
  return { batches, ...sources };
}
let letters: { queueArn: string; letter: object }[] = [];
const deadLetters = () => letters.filter(({ queueArn }) => queueArn === "failed").map(({ letter }) => letter);

test("records come in the form, the order and the size of batch that the mapping promises", async () => {
  await put("first", 1, { image: { B: new Uint8Array([1, 2]) } });
  await putAll(["b", "c", "d", "e"]);
  const seen: DynamoDBRecord[] = [];
  const { batches, settled, stop } = await consume({ batchSize: 2 }, (records) => void seen.push(...records));
  await settled();
  await stop();
  expect(batches.flat()).toEqual(["first", "b", "c", "d", "e"]);
  expect(Math.max(...batches.map(({ length }) => length))).toBe(2);
  expect(seen[0]).toMatchObject({
    eventName: "INSERT",
    eventSource: "aws:dynamodb",
    eventSourceARN: streamArn,
    dynamodb: { NewImage: { PK: { S: "first" }, image: { B: "AQI=" } }, StreamViewType: "NEW_IMAGE" },
  });
  expect(Number(seen[0]?.dynamodb?.ApproximateCreationDateTime)).toBeCloseTo(Date.now() / 1000, -2);
});

test("only what passes a filter is delivered, and what does not is not looked at again", async () => {
  await put("a", 0, { item: { S: "Event" } });
  await put("b", 0, { item: { S: "Ticket" } });
  await put("a", 0, { item: { S: "Event" }, again: { S: "1" } });
  const filters = [{ eventName: ["INSERT"], dynamodb: { NewImage: { item: { S: ["Event"] } } } }];
  const { batches, settled, stop } = await consume({ filters });
  await settled();
  await stop();
  expect(batches).toEqual([["a"]]);
  const again = await consume({ filters });
  await again.settled();
  await again.stop();
  expect(again.batches).toEqual([]);
});

test("what was written while nobody consumed is delivered at the next start, once", async () => {
  const first = await consume({});
  await put("before");
  await first.settled();
  await first.stop();
  await put("between");
  const second = await consume({});
  await second.settled();
  await second.stop();
  expect([first.batches, second.batches]).toEqual([[["before"]], [["between"]]]);
});

test("a consumer that was killed before a batch was done gets it again", async () => {
  await putAll(["a", "b"]);
  const started = Promise.withResolvers<void>();
  const first = await consume({ batchSize: 1 }, (records) => {
    if (keyOf(records[0] as DynamoDBRecord) === "a") return;
    started.resolve();
    return new Promise(() => {});
  });
  await started.promise;
  await first.stop();
  const second = await consume({});
  await second.settled();
  await second.stop();
  expect(second.batches).toEqual([["b"]]);
});

test("a checkpoint whose record is gone begins with the oldest that is there", async () => {
  await putAll(["a", "b"]);
  const kept = { streamArn, shards: { [`shardId-00000001-${table}`]: "431" } };
  rmSync(join(dataDir, "checkpoints", `${table}.json`), { force: true });
  appendFileSync(join(dataDir, "checkpoints", `${table}.json`), JSON.stringify(kept));
  const { batches, settled, stop } = await consume({});
  await settled();
  await stop();
  expect(batches).toEqual([["a", "b"]]);
});

test("partial failure: delivery goes on from the lowest record that failed", async () => {
  await putAll(["a", "b", "c", "d"]);
  let failures = 1;
  const { batches, settled, stop } = await consume({ reportBatchItemFailures: true }, (records) => {
    const failed = failures-- > 0 ? records.filter((record) => ["b", "d"].includes(keyOf(record))) : [];
    return {
      batchItemFailures: failed.reverse().map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber })),
    };
  });
  await settled();
  await stop();
  expect(batches).toEqual([
    ["a", "b", "c", "d"],
    ["b", "c", "d"],
  ]);
});

test("an answer about records that are not in the batch fails the whole of it", async () => {
  await putAll(["a", "b"]);
  let answers = 0;
  const { batches, settled, stop } = await consume({ reportBatchItemFailures: true }, () =>
    answers++ === 0 ? { batchItemFailures: [{ itemIdentifier: "" }] } : { batchItemFailures: [] },
  );
  await settled();
  await stop();
  expect(batches).toEqual([
    ["a", "b"],
    ["a", "b"],
  ]);
});

test("a batch that keeps failing is given up after its retries; the queue gets where it is, and the rest goes on", async () => {
  await putAll(["bad", "good"]);
  const { batches, settled, stop } = await consume({ batchSize: 1, retries: 1 }, ([record]) => {
    if (keyOf(record as DynamoDBRecord) === "bad") throw new Error("no");
  });
  await settled();
  await stop();
  expect(batches).toEqual([["bad"], ["bad"], ["good"]]);
  expect(deadLetters()).toMatchObject([
    {
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: "1", endSequenceNumber: "1" },
    },
  ]);
});

test("with bisection only the record that is to blame is given up", async () => {
  const keys = ["a", "b", "c", "bad", "e", "f", "g"];
  await putAll(keys);
  const done: string[] = [];
  const { settled, stop } = await consume({ bisect: true, retries: 0 }, (records) => {
    if (records.some((record) => keyOf(record) === "bad")) throw new Error("no");
    done.push(...records.map(keyOf));
  });
  await settled();
  await stop();
  expect(done).toEqual(keys.filter((key) => key !== "bad"));
  expect(deadLetters()).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: "4" } }]);
});

test("with bisection a rest that is reported as failed comes again whole: only a function that throws has it divided", async () => {
  await putAll(["a", "bad", "c"]);
  const report = { bisect: true, reportBatchItemFailures: true, retries: 1 };
  const { batches, settled, stop } = await consume(report, (records) => ({
    batchItemFailures: records
      .filter((record) => keyOf(record) === "bad")
      .map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber })),
  }));
  await settled();
  await stop();
  expect(batches).toEqual([
    ["a", "bad", "c"],
    ["bad", "c"],
    ["bad", "c"],
  ]);
  expect(deadLetters()).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 2, startSequenceNumber: "2" } }]);
});

test("of what our readers of the stream are given, only the record that always fails is given up", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const keys = ["a", "bad", "c", "d", "e"];
  await putAll(keys);
  const done: string[] = [];
  const { settled, stop } = await consume({ bisect: true, reportBatchItemFailures: true, retries: 1 }, (Records) =>
    inOrder<{ PK: string }>({ Records }, async ({ PK }) => {
      if (PK === "bad") throw new Error("no");
      done.push(PK);
    }),
  );
  await settled();
  await stop();
  said.mockRestore();
  expect(done).toEqual(keys.filter((key) => key !== "bad"));
  expect(deadLetters()).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: "2" } }]);
});

test("records over the mapping's age are given up undelivered", async () => {
  await put("old");
  await new Promise((later) => setTimeout(later, 1100)); // records carry whole seconds
  const { batches, settled, stop } = await consume({ maximumAgeSeconds: 0 });
  await settled();
  await stop();
  expect(batches).toEqual([]);
  expect(deadLetters()).toMatchObject([{ requestContext: { condition: "RecordAgeExceeded" } }]);
});

test("lanes work side by side, and the records of one item keep their order", async () => {
  const keys = ["a", "b", "c", "d", "e", "f"];
  for (let turn = 0; turn < 5; turn++) await Promise.all(keys.map((key) => put(key, 0, { turn: { S: String(turn) } })));
  const order = new Map<string, string[]>();
  let atWork = 0;
  let most = 0;
  const { settled, stop } = await consume({ parallelization: 4, batchSize: 3 }, async (records) => {
    most = Math.max(most, ++atWork);
    await new Promise((later) => setTimeout(later, 5));
    for (const record of records) {
      order.set(keyOf(record), [...(order.get(keyOf(record)) ?? []), String(record.dynamodb?.NewImage?.turn?.S)]);
    }
    atWork--;
  });
  await settled();
  await stop();
  expect([...order.keys()].sort()).toEqual(keys);
  for (const turns of order.values()) expect(turns).toEqual(["0", "1", "2", "3", "4"]);
  expect(most).toBeGreaterThan(1);
});

test("a batching window gathers records that come one by one", async () => {
  const { batches, settled, stop } = await consume({ windowSeconds: 0.5 });
  await putAll(["a", "b", "c"]);
  await settled();
  await stop();
  expect(batches).toEqual([["a", "b", "c"]]);
});

test.each([
  [{ type: ["Raised", "Closed"] }, true],
  [{ type: ["Closed"] }, false],
  [{ type: [{ prefix: "Ra" }] }, true],
  [{ type: [{ suffix: "ed" }] }, true],
  [{ type: [{ "anything-but": ["Closed"] }] }, true],
  [{ type: [{ "anything-but": { prefix: "Ra" } }] }, false],
  [{ type: [{ "equals-ignore-case": "RAISED" }] }, true],
  [{ count: [{ numeric: [">", 1, "<=", 5] }] }, true],
  [{ count: [{ numeric: [">", 5] }] }, false],
  [{ count: [5] }, true],
  [{ count: ["5"] }, false],
  [{ missing: [{ exists: false }] }, true],
  [{ type: [{ exists: true }] }, true],
  [{ nested: [{ exists: true }] }, false],
  [{ nested: { deep: ["x"] } }, true],
  [{ nested: { deep: ["y"] } }, false],
  [{ list: ["b"] }, true],
  [{ nothing: [null] }, true],
  [{ $or: [{ type: ["Closed"] }, { count: [5] }] }, true],
  [{ count: [5], $or: [{ type: ["Closed"] }, { count: [6] }] }, false],
  [{ type: ["Raised"], missing: ["x"] }, false],
])("the filter %j is read as EventBridge reads it: %s", (pattern, expected) => {
  const record = { type: "Raised", count: 5, nested: { deep: "x" }, list: ["a", "b"], nothing: null };
  expect(matches(pattern, record)).toBe(expected);
});

test.each([[{ type: [{ cidr: "10.0.0.0/8" }] }], [{ type: "Raised" }], [{ nested: { deep: [{ wildcard: "*" }] } }]])(
  "the filter %j, which is not known here, is refused at the start",
  (pattern) => {
    expect(() => mustBeKnown(pattern)).toThrow(/local cloud does not know|has to be/);
  },
);
