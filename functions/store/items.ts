import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, tableName } from "./client.ts";

export type Key = { PK: string; SK: string };
/** Items by their keys: `<PK> <SK>`. */
export type Items = Map<string, Record<string, unknown>>;

/** Any number of items by their keys, each once, as they are at this moment; what does not exist is left out. */
export async function readItems(wanted: readonly Key[]): Promise<Items> {
  const items: Items = new Map();
  let left = [...wanted];
  while (left.length > 0) {
    const { Responses, UnprocessedKeys } = await dynamo.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left.slice(0, 100), ConsistentRead: true } } }),
    );
    for (const item of Responses?.[tableName] ?? []) items.set(`${item.PK} ${item.SK}`, item);
    left = [...((UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[]), ...left.slice(100)];
  }
  return items;
}
