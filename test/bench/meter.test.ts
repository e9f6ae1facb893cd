import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, expect, test } from "vitest";
import { startMeter } from "../../bench/units/meter.ts";
import type { Call } from "../../bench/units/meterCall.ts";
import { startDynamoDb } from "../../local/dynamodb/dynamodb.ts";

const dataDir = mkdtempSync(join(tmpdir(), "ticket-desk-meter-"));
const engine = await startDynamoDb({ dataDir });
const meter = await startMeter(engine.endpoint);
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const client = new DynamoDBClient({ endpoint: meter.endpoint, region: "us-east-1", credentials });
afterAll(async () => {
  client.destroy();
  await meter.stop();
  await engine.stop();
  rmSync(dataDir, { recursive: true });
});

const TableName = "metered";
const key = (AttributeName: string, KeyType: "HASH" | "RANGE") => ({ AttributeName, KeyType });
await client.send(
  new CreateTableCommand({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [key("PK", "HASH"), key("SK", "RANGE")],
    AttributeDefinitions: ["PK", "SK", "owner"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: [
      {
        IndexName: "byOwner",
        KeySchema: [key("owner", "HASH")],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["title"] },
      },
    ],
  }),
);

const item = (fields: Record<string, string>) =>
  Object.fromEntries(
    Object.entries({ PK: "TICKET#1", SK: "TICKET", item: "Ticket", ...fields }).map(([name, S]) => [name, { S }]),
  );
const write = (fields: Record<string, string>, condition?: string) => {
  const Put = { TableName, Item: item(fields), ...(condition && { ConditionExpression: condition }) };
  return client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }] }));
};
const last = (): Partial<Call> => {
  const { table, indexes, what, refused } = meter.calls.at(-1) as Call;
  return { table, indexes, what, refused };
};

test("a transaction costs twice in the table, and once in each index that it changes", async () => {
  await write({ owner: "a", title: "One" });
  expect(last()).toEqual({ what: "Ticket", table: 2, indexes: { byOwner: 1 }, refused: false });
  await write({ owner: "a", title: "One", text: "is not in the index" });
  expect(last()).toMatchObject({ table: 2, indexes: {} });
  await write({ owner: "b", title: "One" });
  expect(last()).toMatchObject({ table: 2, indexes: { byOwner: 2 } });
  await write({ owner: "b", title: "One", text: "x".repeat(1100) });
  expect(last()).toMatchObject({ table: 4, indexes: {} });
});

test("a write that is refused costs as if it had been written", async () => {
  await expect(write({ owner: "c" }, "attribute_not_exists(PK)")).rejects.toThrow();
  expect(last()).toEqual({ what: "Ticket", table: 2, indexes: {}, refused: true });
});

test("a write outside of a transaction costs once, a consistent read twice as much as another", async () => {
  await client.send(new PutItemCommand({ TableName, Item: item({ PK: "INBOX#1", item: "Notification" }) }));
  expect(last()).toMatchObject({ what: "Notification", table: 1, indexes: {} });
  const Key = item({});
  delete Key.item;
  for (const [ConsistentRead, table] of [
    [true, 1],
    [false, 0.5],
  ] as const) {
    await client.send(new GetItemCommand({ TableName, Key, ConsistentRead }));
    expect(last()).toMatchObject({ what: "Ticket", table });
  }
});
