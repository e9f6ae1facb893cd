import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { Channel } from "../domain/quietHours.ts";
import { dynamo, putIfAbsent, tableName } from "./client.ts";
import { readAll } from "./queries.ts";
import { heldIndexKeys, keys, withoutKeys } from "./table.ts";

/** A message that quiet hours hold back. */
export type Held = {
  accountId: string;
  channel: Channel;
  eventId: string;
  /** When it happened. */
  at: string;
  ticketId: string;
  message: string;
  reason: string;
};

/** Holds a message until the quiet hours end (ISO 8601); one that is held already stays as it is. */
export const hold = (held: Held, until: string): Promise<boolean> =>
  putIfAbsent({
    item: "Held",
    ...keys.held(held.accountId, held.channel, held.eventId),
    ...heldIndexKeys(held.accountId, held.channel, held.eventId, until),
    id: `${held.accountId}#${held.channel}`,
    ...held,
  });

/** All that is held for somebody on a channel, oldest first. */
export async function heldFor(accountId: string, channel: Channel): Promise<Held[]> {
  const items = await readAll({
    KeyConditionExpression: "PK = :held",
    ExpressionAttributeValues: { ":held": keys.held(accountId, channel, "").PK },
    ConsistentRead: true,
  });
  return items.map(withoutKeys<Held>).sort((a, b) => (a.at < b.at ? -1 : 1));
}

export async function letGo(held: readonly Held[]): Promise<void> {
  for (const { accountId, channel, eventId } of held) {
    await dynamo.send(new DeleteCommand({ TableName: tableName, Key: keys.held(accountId, channel, eventId) }));
  }
}
