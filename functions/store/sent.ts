import { randomUUID } from "node:crypto";
import { DeleteCommand, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Channel } from "../domain/quietHours.ts";
import { dynamo, putIf, tableName } from "./client.ts";
import { keys } from "./table.ts";

/** One message to one person by one channel: `what` is the event that it is about. */
export type Sending = { what: string; accountId: string; channel: Channel };

const kept = 30 * 24 * 3600;
/** An attempt older than this has died before it could say that it had sent: longer than a sender may run. Seconds. */
const usualLease = 45;

/**
 * Sends a message once, however often it is asked for. It is sent again only where nobody can know whether it went out: the
 * sender died before it could note so, or got no answer.
 */
export const sendOnce = (sending: Sending, send: () => Promise<void>): Promise<boolean> =>
  sendTogether([sending], send);

/**
 * Likewise one message that stands for several; those that went out already are left out of it. False where all did.
 * @param lease seconds that the sender may run
 */
export async function sendTogether<T extends Sending>(
  all: readonly T[],
  send: (unsent: readonly T[]) => Promise<void>,
  lease = usualLease,
): Promise<boolean> {
  const attempt = randomUUID();
  const claimed: T[] = [];
  try {
    for (const one of all) if (await claim(one, attempt, lease)) claimed.push(one);
    if (claimed.length > 0) await send(claimed);
  } catch (error) {
    await Promise.all(claimed.map((one) => release(one, attempt)));
    throw error;
  }
  await Promise.all(claimed.map(note));
  return claimed.length > 0;
}

/** Thrown where another attempt is under way: what it will come to is not known yet. */
class StillSending extends Error {
  override name = "StillSending";
}

async function claim(sending: Sending, attempt: string, lease: number): Promise<boolean> {
  const now = Math.floor(Date.now() / 1000);
  const item = { item: "Sending", ...keyOf(sending), attempt, leaseUntil: now + lease, expiresAt: now + kept };
  const condition = "attribute_not_exists(PK) OR (attribute_not_exists(sentAt) AND leaseUntil < :now)";
  if (await putIf(item, { ConditionExpression: condition, ExpressionAttributeValues: { ":now": now } })) return true;
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: keyOf(sending), ConsistentRead: true }),
  );
  if (Item?.attempt === attempt) return true; // the SDK repeated a write whose answer was lost
  if (Item?.sentAt !== undefined) return false;
  throw new StillSending(`${sending.what} is being sent`);
}

/** It did not go out, and the next attempt need not wait. Where this fails too, it waits until the lease has ended. */
async function release(sending: Sending, attempt: string): Promise<void> {
  const mine = { ConditionExpression: "attempt = :mine", ExpressionAttributeValues: { ":mine": attempt } };
  await dynamo.send(new DeleteCommand({ TableName: tableName, Key: keyOf(sending), ...mine })).catch(() => undefined);
}

async function note(sending: Sending): Promise<void> {
  await dynamo.send(
    new UpdateCommand({
      TableName: tableName,
      Key: keyOf(sending),
      UpdateExpression: "SET sentAt = :now",
      ExpressionAttributeValues: { ":now": new Date().toISOString() },
    }),
  );
}

const keyOf = ({ what, accountId, channel }: Sending) => keys.sending(what, accountId, channel);
