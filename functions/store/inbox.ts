import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { QueryCommand, type QueryCommandInput, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { Problem } from "../domain/problem.ts";
import { dynamo, putIfAbsent, tableName } from "./client.ts";
import { keys, notificationIndexKeys, table, withoutKeys } from "./table.ts";

/** One thing that somebody was told in the app. */
export type Notification = {
  id: string;
  ticketId: string;
  type: string;
  message: string;
  reason: string;
  at: string;
  read: boolean;
};

const kept = 90 * 24 * 3600;

/** One event makes one notification for a person, however often it is delivered; its id sorts by time. */
export const notificationId = (at: string, eventId: string): string =>
  `${Date.parse(at).toString(36).padStart(9, "0")}-${eventId}`;

export const notificationItem = (accountId: string, notification: Notification) => ({
  item: "Notification",
  ...keys.notification(accountId, notification.id),
  ...notification,
  ...notificationIndexKeys(accountId, notification.id),
  expiresAt: Math.floor(Date.parse(notification.at) / 1000) + kept,
});

/** Puts a notification in somebody's inbox; one that is there already stays as it is, read or not. */
export const addNotification = (accountId: string, notification: Notification): Promise<boolean> =>
  putIfAbsent(notificationItem(accountId, notification));

/** A page of somebody's inbox, or of what is unread in it; newest first, from before `after`. */
export async function readInbox(accountId: string, onlyUnread: boolean, after: string | null, limit: number) {
  const found = onlyUnread
    ? await queryUnread(accountId, after, limit + 1)
    : await queryAll(accountId, after, limit + 1);
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** How many are unread; counts up to `most`. */
export const countUnread = async (accountId: string, most: number): Promise<number> =>
  (await queryUnread(accountId, null, most)).length;

/** @throws Problem not_found where the account has no such notification */
export async function markRead(accountId: string, id: string): Promise<Notification> {
  const read = await markIfThere(accountId, id);
  if (!read) throw new Problem("not_found", "there is no such notification");
  return read;
}

async function markIfThere(accountId: string, id: string): Promise<Notification | null> {
  try {
    const { Attributes = {} } = await dynamo.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.notification(accountId, id),
        UpdateExpression: "SET #read = :yes REMOVE unreadKey, unreadOrder",
        ConditionExpression: "attribute_exists(PK)",
        ExpressionAttributeNames: { "#read": "read" },
        ExpressionAttributeValues: { ":yes": true },
        ReturnValues: "ALL_NEW",
      }),
    );
    return withoutKeys<Notification>(Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

/** So many unread notifications are looked up, and so many marked, at once. */
const [lookedUp, marked] = [250, 25];

/** The newest that are unread now. */
export const findUnread = (accountId: string): Promise<Notification[]> => queryUnread(accountId, null, lookedUp);

/**
 * Marks what was unread: the newest, as they were found, and then those before them. Gives how many that were; one that expired
 * meanwhile is left out. Repeating it goes on where it was cut off.
 */
export async function markAllRead(accountId: string, newest: readonly Notification[]): Promise<number> {
  let read = 0;
  let unread = newest;
  while (unread.length > 0) {
    for (let from = 0; from < unread.length; from += marked) {
      const some = unread.slice(from, from + marked).map(({ id }) => markIfThere(accountId, id));
      read += (await Promise.all(some)).filter((one) => one !== null).length;
    }
    const last = unread.at(-1)?.id ?? null;
    unread = unread.length < lookedUp ? [] : await queryUnread(accountId, last, lookedUp);
  }
  return read;
}

async function queryAll(accountId: string, after: string | null, limit: number): Promise<Notification[]> {
  return query({
    KeyConditionExpression: `PK = :inbox${after ? " AND SK < :after" : ""}`,
    ExpressionAttributeValues: { ":inbox": keys.notification(accountId, "").PK, ...(after && { ":after": after }) },
    Limit: limit,
  });
}

async function queryUnread(accountId: string, after: string | null, limit: number): Promise<Notification[]> {
  const { partition, sort } = table.indexes.byUnread;
  return query({
    IndexName: "byUnread",
    KeyConditionExpression: `#account = :account${after ? " AND #order < :after" : ""}`,
    ExpressionAttributeNames: { "#account": partition, ...(after && { "#order": sort }) },
    ExpressionAttributeValues: { ":account": accountId, ...(after && { ":after": after }) },
    Limit: limit,
  });
}

async function query(input: Omit<QueryCommandInput, "TableName">): Promise<Notification[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({ TableName: tableName, ScanIndexForward: false, ...input }),
  );
  return Items.map(withoutKeys<Notification>);
}
