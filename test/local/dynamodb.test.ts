import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { DescribeStreamCommand, DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { afterEach, expect, test, vi } from "vitest";
import { type DynamoDb, startDynamoDb } from "../../local/dynamodb/dynamodb.ts";
import { createTable, sweepExpired, type TableProperties } from "../../local/dynamodb/tables.ts";

const ramDisk = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const folder = () => {
  const dataDir = mkdtempSync(join(ramDisk, "dynamodb-"));
  cleanUp.push(() => rmSync(dataDir, { recursive: true }));
  return dataDir;
};

async function start(dataDir: string, onCrash?: (error: Error) => void): Promise<DynamoDb> {
  const engine = await startDynamoDb({ dataDir, ...(onCrash && { onCrash }) });
  cleanUp.push(engine.stop);
  return engine;
}

const connection = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
const clientOf = (engine: DynamoDb) => new DynamoDBClient(connection(engine.endpoint));
const engineOf = (dataDir: string): number =>
  JSON.parse(readFileSync(join(dataDir, "dynamodb.pid"), "utf8")).engine.pid;

const properties: TableProperties = {
  KeySchema: [
    { AttributeName: "PK", KeyType: "HASH" },
    { AttributeName: "SK", KeyType: "RANGE" },
  ],
  AttributeDefinitions: ["PK", "SK", "owner", "at"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  GlobalSecondaryIndexes: [
    {
      IndexName: "byOwner",
      KeySchema: [
        { AttributeName: "owner", KeyType: "HASH" },
        { AttributeName: "at", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["title"] },
    },
  ],
  StreamSpecification: { StreamViewType: "NEW_IMAGE" },
  TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
};
const byTitle = (name: string) => ({
  IndexName: name,
  KeySchema: [{ AttributeName: name, KeyType: "HASH" as const }],
  Projection: { ProjectionType: "KEYS_ONLY" as const },
});
const withIndexes = (...names: string[]): TableProperties => ({
  ...properties,
  AttributeDefinitions: [
    ...properties.AttributeDefinitions,
    ...names.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
  ],
  GlobalSecondaryIndexes: [...(properties.GlobalSecondaryIndexes ?? []), ...names.map(byTitle)],
});
type Attributes = Record<string, { S: string } | { N: string }>;
const item = (PK: string, more: Attributes = {}): Attributes => ({
  PK: { S: PK },
  SK: { S: "-" },
  ...more,
});

test("a table has the keys, indexes, stream and expiry of its template", async () => {
  const engine = await start(folder());
  const client = clientOf(engine);
  const table = await createTable(client, "Desk", properties);
  expect(table).toMatchObject({ tableName: "Desk", tableArn: expect.stringMatching(/:table\/Desk$/) });

  const row = item("a", { owner: { S: "ana" }, at: { S: "1" }, title: { S: "x" }, secret: { S: "y" } });
  await client.send(new PutItemCommand({ TableName: "Desk", Item: row }));
  const found = await client.send(
    new QueryCommand({
      TableName: "Desk",
      IndexName: "byOwner",
      KeyConditionExpression: "#o = :o",
      ExpressionAttributeNames: { "#o": "owner" },
      ExpressionAttributeValues: { ":o": { S: "ana" } },
    }),
  );
  const { secret: _, ...projected } = row;
  expect(found.Items).toEqual([projected]);

  const streams = new DynamoDBStreamsClient(connection(engine.endpoint));
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: String(table.streamArn) }));
  expect(StreamDescription?.StreamViewType).toBe("NEW_IMAGE");
  const ttl = await client.send(new DescribeTimeToLiveCommand({ TableName: "Desk" }));
  expect(ttl.TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
});

test("making a table again keeps its items and fills the indexes that its template gained", async () => {
  const client = clientOf(await start(folder()));
  const first = await createTable(client, "Desk", properties);
  await client.send(new PutItemCommand({ TableName: "Desk", Item: item("a", { title: { S: "x" } }) }));
  expect(await createTable(client, "Desk", withIndexes("title", "place"))).toEqual(first);
  const found = await client.send(
    new QueryCommand({
      TableName: "Desk",
      IndexName: "title",
      KeyConditionExpression: "title = :t",
      ExpressionAttributeValues: { ":t": { S: "x" } },
    }),
  );
  expect(found.Count).toBe(1);
});

test("a change that can't be made in place names the way out", async () => {
  const client = clientOf(await start(folder()));
  await createTable(client, "Desk", withIndexes("title"));
  const changed = withIndexes("title");
  changed.GlobalSecondaryIndexes = changed.GlobalSecondaryIndexes?.map((one) => ({
    ...one,
    Projection: { ProjectionType: "ALL" },
  })) as NonNullable<TableProperties["GlobalSecondaryIndexes"]>;
  await expect(createTable(client, "Desk", changed)).rejects.toThrow("npm start -- --fresh");
});

test("the sweep deletes what has expired and nothing else", async () => {
  const client = clientOf(await start(folder()));
  await createTable(client, "Desk", properties);
  const now = Math.floor(Date.now() / 1000);
  const times = { past: now - 5, future: now + 60, milliseconds: Date.now(), ancient: 12 };
  for (const [PK, time] of Object.entries(times)) {
    await client.send(new PutItemCommand({ TableName: "Desk", Item: item(PK, { expiresAt: { N: String(time) } }) }));
  }
  await client.send(new PutItemCommand({ TableName: "Desk", Item: item("none") }));
  expect(await sweepExpired(client, "Desk", "expiresAt")).toBe(1);
  const left = async (PK: string) =>
    (await client.send(new GetItemCommand({ TableName: "Desk", Key: item(PK) }))).Item !== undefined;
  expect(await Promise.all([...Object.keys(times), "none"].map(left))).toEqual([false, true, true, true, true]);
});

test("stream records have an index, and those older than a day are gone after a start", async () => {
  const dataDir = folder();
  const first = await start(dataDir);
  const client = clientOf(first);
  await createTable(client, "Desk", properties);
  for (const PK of ["old", "new"]) await client.send(new PutItemCommand({ TableName: "Desk", Item: item(PK) }));
  await first.stop();
  const database = new DatabaseSync(first.file);
  database.exec("UPDATE _stream_records SET created_at = created_at - 90000 WHERE keys_json LIKE '%old%'");
  await start(dataDir);
  const left = database.prepare("SELECT keys_json FROM _stream_records").all();
  const plan = database.prepare(
    "EXPLAIN QUERY PLAN SELECT * FROM _stream_records WHERE table_name = 'Desk' AND CAST(sequence_number AS INTEGER) > 5",
  );

  const steps = JSON.stringify(plan.all());
  database.close();
  expect(left).toEqual([{ keys_json: expect.stringContaining("new") }]);
  expect(steps).toContain("local_stream_order");
});

/** Runs the engine in a process of its own, which can then be killed. */
async function elsewhere(dataDir: string): Promise<ChildProcess> {
  const source = new URL("../../local/dynamodb/dynamodb.ts", import.meta.url).href;
  const program = `const { startDynamoDb } = await import("${source}");
    await startDynamoDb({ dataDir: process.argv[1] }); console.log("up"); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", program, dataDir], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(owner.stdout as NodeJS.ReadableStream, "data");
  return owner;
}

test("after a kill -9 the engine left behind is ended and the data are there; a living owner is respected", async () => {
  const dataDir = folder();
  const owner = await elsewhere(dataDir);
  const orphan = engineOf(dataDir);
  await expect(startDynamoDb({ dataDir })).rejects.toThrow(`process ${owner.pid}`);

  const port = readFileSync(`/proc/${orphan}/cmdline`, "utf8").split("\0").at(4);
  const before = new DynamoDBClient(connection(`http://127.0.0.1:${port}`));
  await createTable(before, "Desk", properties);
  await before.send(new PutItemCommand({ TableName: "Desk", Item: item("kept") }));
  owner.kill("SIGKILL");
  await once(owner, "exit");

  const engine = await start(dataDir);
  expect(existsSync(`/proc/${orphan}/exe`)).toBe(false);
  const kept = await clientOf(engine).send(new GetItemCommand({ TableName: "Desk", Key: item("kept") }));
  expect(kept.Item).toEqual(item("kept"));
});

test("an engine that dies by itself is reported", async () => {
  const dataDir = folder();
  const crash = Promise.withResolvers<Error>();
  await start(dataDir, crash.resolve);
  process.kill(engineOf(dataDir), "SIGKILL");
  expect((await crash.promise).message).toContain("SIGKILL");
});

test("with AWS_ENDPOINT_URL_DYNAMODB set, that endpoint is used and nothing is started", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:8000");
  const dataDir = folder();
  const engine = await startDynamoDb({ dataDir });
  vi.unstubAllEnvs();
  expect(engine).toMatchObject({ endpoint: "http://127.0.0.1:8000", port: 8000 });
  expect(existsSync(join(dataDir, "dynamodb.pid"))).toBe(false);
});
