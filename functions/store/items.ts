import { setTimeout as pause } from "node:timers/promises";
import { BatchGetCommand, type BatchGetCommandInput, type BatchGetCommandOutput } from "@aws-sdk/lib-dynamodb";
import { busy } from "../domain/problem.ts";
import { dynamo, tableName } from "./client.ts";

export type Key = { PK: string; SK: string };
/** Items by their names. */
export type Items = Map<string, Record<string, unknown>>;

/** The name of an item, by its key. */
export const nameOf = ({ PK, SK }: Key): string => `${PK} ${SK}`;

/** What one batch may ask for. */
const mostKeys = 100;
const mostTries = 6;

/**
 * Any number of items by their keys, each once; what does not exist is left out.
 * @throws Problem unavailable where the table has no room for all of them, however often it is asked
 * @param consistent as they are at this moment; otherwise they may be a little older, for half the price
 */
export async function readItems(wanted: readonly Key[], { consistent }: { consistent: boolean }): Promise<Items> {
  const unique = [...new Map(wanted.map((key) => [nameOf(key), key])).values()];
  const batches = Array.from({ length: Math.ceil(unique.length / mostKeys) }, (_, at) =>
    readBatch({ Keys: unique.slice(at * mostKeys, (at + 1) * mostKeys), ConsistentRead: consistent }),
  );
  return new Map((await Promise.all(batches)).flat().map((item) => [nameOf(item as Key), item]));
}

type Batch = NonNullable<BatchGetCommandInput["RequestItems"]>[string];

/** What there was no capacity or no room for comes back unread, without an error. */
async function readBatch(batch: Batch): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let left: BatchGetCommandInput["RequestItems"] = { [tableName]: batch };
  for (let tries = 0; left?.[tableName]; tries++) {
    if (tries > 0) await pause(Math.random() * 50 * 2 ** tries);
    if (tries === mostTries) throw busy();
    const read: BatchGetCommandOutput = await dynamo.send(new BatchGetCommand({ RequestItems: left }));
    items.push(...(read.Responses?.[tableName] ?? []));
    left = read.UnprocessedKeys;
  }
  return items;
}
