import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTableFile } from "../../bench/fill/fillFile.ts";
import { itemsOf } from "../../bench/fill/fillItems.ts";
import type { Step } from "../../bench/fill/fillLives.ts";
import { tickets } from "../../bench/fill/fillTickets.ts";
import { brokenAt } from "../../functions/domain/history.ts";
import { statuses } from "../../functions/domain/ticket.ts";
import { rowFields, table } from "../../functions/store/table.ts";
import { accountItem } from "../../functions/store/tableItems.ts";
import { type DynamoDb, startDynamoDb } from "../../local/dynamodb/dynamodb.ts";
import { createTable, type TableProperties } from "../../local/dynamodb/tables.ts";
import { hod, itHead, person, technician } from "../domain/people.ts";

const dataDir = mkdtempSync(join(tmpdir(), "ticket-desk-fill-"));
let engine: DynamoDb;
let client: DynamoDBClient;

beforeAll(async () => {
  engine = await startDynamoDb({ dataDir });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = new DynamoDBClient({ endpoint: engine.endpoint, region: "us-east-1", credentials });
});
afterAll(async () => {
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const accounts = [person("user"), hod, itHead, technician];
const lives = [...tickets({ accounts, tickets: 2000, from: 0, words: 12, waiting: 100 })];

test("a ticket is loaded as the engine itself would have stored it, in the table and in every index", async () => {
  const items = [...accounts.map(accountItem), ...lives.slice(0, 40).flatMap(itemsOf)];
  await createTable(client, "asked", layout());
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  for (const Item of items) await documents.send(new PutCommand({ TableName: "asked", Item }));
  const asked = rowsOf("asked");
  await createTable(client, "loaded", layout());
  const into = openTableFile(engine.file, "loaded");
  into.put(items);
  into.close();
  expect(Object.keys(asked)).toHaveLength(1 + Object.keys(table.indexes).length);
  expect(rowsOf("loaded")).toEqual(asked);
});

test("every loaded history holds together", () => {
  const histories = lives.map((life) => life.map(({ event }) => event));
  expect(histories.map(brokenAt)).toEqual(histories.map(() => null));
});

test("loaded tickets stand in every status that nothing follows from by itself", () => {
  const found = new Set(lives.map((life) => (life.at(-1) as Step).ticket.status));
  expect(statuses.filter((status) => !found.has(status))).toEqual(["on_hold", "resolved"]);
});

function rowsOf(name: string): Record<string, unknown[]> {
  const database = new DatabaseSync(engine.file, { timeout: 5000 });
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND (name = ? OR name LIKE ?) ORDER BY name")
    .all(name, `${name}::gsi::%`) as { name: string }[];
  const rows = tables.map(({ name: one }) => [
    one.slice(name.length),
    database
      .prepare(`SELECT * FROM "${one}" ORDER BY 1, 2, 3, 4`)
      .all()
      .map((row) => ({ ...row, item_json: JSON.parse(String(row.item_json)) })),
  ]);
  database.close();
  return Object.fromEntries(rows);
}

function layout(): TableProperties {
  const schema = ({ partition, sort }: { partition: string; sort: string }) => [
    { AttributeName: partition, KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ];
  const keys = [table.key, ...Object.values(table.indexes)].flatMap(({ partition, sort }) => [partition, sort]);
  const projections = {
    row: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...rowFields] },
    keys: { ProjectionType: "KEYS_ONLY" as const },
    all: { ProjectionType: "ALL" as const },
  };
  return {
    KeySchema: schema(table.key),
    AttributeDefinitions: [...new Set(keys)].map((name) => ({ AttributeName: name, AttributeType: "S" as const })),
    GlobalSecondaryIndexes: Object.entries(table.indexes).map(([IndexName, index]) => ({
      IndexName,
      KeySchema: schema(index),
      Projection: projections[index.projects],
    })),
  };
}
