import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Stage } from "../domain/category.ts";
import { dynamo, putIf, tableName } from "./client.ts";
import { keys, withoutKeys } from "./table.ts";

/** What a ticket's approval machine waits for. `attempt` counts the machines begun for one round of approval. */
export type Waiting = { round: number; attempt: number; stage: Stage | null; token: string | null };

export async function findWaiting(ticketId: string): Promise<Waiting | null> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: keys.waiting(ticketId), ConsistentRead: true }),
  );
  return Item ? withoutKeys<Waiting>(Item) : null;
}

/** Keeps what a machine waits for. False where a later machine has taken over: the caller's has nothing left to do. */
export const saveWaiting = (ticketId: string, waiting: Waiting): Promise<boolean> =>
  putIf(
    { item: "Waiting", ...keys.waiting(ticketId), ...waiting },
    {
      ConditionExpression: "attribute_not_exists(PK) OR #round < :round OR (#round = :round AND attempt <= :attempt)",
      ExpressionAttributeNames: { "#round": "round" },
      ExpressionAttributeValues: { ":round": waiting.round, ":attempt": waiting.attempt },
    },
  );
