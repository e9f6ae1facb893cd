import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { Problem } from "../domain/problem.ts";
import { dynamo, tableName } from "./client.ts";
import { keys } from "./table.ts";
import { reasonsOf, VersionRace, type Write, writeTogether } from "./transaction.ts";

/** How many SMS a day: to one person, and from the whole system. */
export type SmsCaps = { perPerson: number; inAll: number };

/** What one person may do so often an hour, and no more. */
export type Hourly = { key: (accountId: string, hour: string) => Record<string, string>; most: number; what: string };

/** What one person may try so often within a minute, and what they are told beyond that. */
export type Minutely = {
  key: (accountId: string, minute: string) => Record<string, string>;
  most: number;
  says: string;
};

/**
 * Counts one more try of somebody's in this minute. A try counts whatever becomes of it.
 * @throws Problem too_many_requests beyond the minute's cap, with the seconds until the next one
 */
export async function countTry(accountId: string, { key, most, says }: Minutely): Promise<void> {
  const at = new Date().toISOString();
  if (await countOne(key(accountId, at.slice(0, 16)), most, at)) return;
  throw new Problem("too_many_requests", says, [], 60 - Number(at.slice(17, 19)));
}

/** Counts one more SMS to somebody on a day (YYYY-MM-DD); false where a cap is reached. */
export const takeSms = async (accountId: string, day: string, { perPerson, inAll }: SmsCaps): Promise<boolean> =>
  (await countOne(keys.smsCount(day, accountId), perPerson, day)) &&
  !(await isReached(keys.smsCount(day, "ALL"), inAll)) &&
  (await countOne(keys.smsCount(day, "ALL"), inAll, day));

/** It was refused, and is tried again: each try would count. Where this fails too, it stays counted. */
export async function giveBackSms(accountId: string, day: string): Promise<void> {
  const less = { UpdateExpression: "ADD counted :less", ExpressionAttributeValues: { ":less": -1 } };
  const give = (of: string) =>
    dynamo.send(new UpdateCommand({ TableName: tableName, Key: keys.smsCount(day, of), ...less }));
  await Promise.allSettled([accountId, "ALL"].map(give));
}

/**
 * Writes something that somebody does at a time (ISO 8601) and counts it, in one transaction: what is not written does not
 * count.
 * @throws Problem too_many_requests where the hour's cap is reached; VersionRace where something has changed meanwhile
 */
export async function commitCapped(
  { key, most, what }: Hourly,
  { accountId, at }: { accountId: string; at: string },
  writes: readonly Write[],
  also: readonly Write[],
): Promise<void> {
  const count = { Update: { TableName: tableName, ...counting(key(accountId, at.slice(0, 13)), most, at) } };
  try {
    await writeTogether([count, ...writes], also);
  } catch (error) {
    if (error instanceof VersionRace && reasonsOf(error.cause)[0] === "ConditionalCheckFailed")
      throw new Problem("too_many_requests", `you can ${what} an hour`, [], secondsToNextHour(at));
    throw error;
  }
}

const hour = 3600;
const secondsToNextHour = (at: string): number => Math.ceil(hour - ((Date.parse(at) / 1000) % hour));

/** A look costs no write: whoever comes after the last of the day does not keep that one key busy. */
async function isReached(key: Record<string, string>, cap: number): Promise<boolean> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: key }));
  return Number(Item?.counted ?? 0) >= cap;
}

async function countOne(key: Record<string, string>, cap: number, begun: string): Promise<boolean> {
  try {
    await dynamo.send(new UpdateCommand({ TableName: tableName, ...counting(key, cap, begun) }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

const counting = (Key: Record<string, string>, cap: number, begun: string) => ({
  Key,
  UpdateExpression: "ADD counted :one SET expiresAt = :end",
  ConditionExpression: "attribute_not_exists(counted) OR counted < :cap",
  ExpressionAttributeValues: {
    ":one": 1,
    ":cap": cap,
    ":end": Math.floor(Date.parse(begun) / 1000) + 3 * 86_400,
  },
});
