import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, tableName } from "./client.ts";
import { keys } from "./table.ts";

/** How many SMS a day: to one person, and from the whole system. */
export type SmsCaps = { perPerson: number; inAll: number };

/** How many files one person may announce an hour. */
export const mostUploadsAnHour = 200;
/** How many exports one person may begin an hour. */
export const mostExportsAnHour = 10;

/** Counts one more SMS to somebody on a day (YYYY-MM-DD); false where a cap is reached. A count is not given back. */
export const mayText = async (accountId: string, day: string, { perPerson, inAll }: SmsCaps): Promise<boolean> =>
  (await countOne(keys.smsCount(day, accountId), perPerson, day)) &&
  !(await isReached(keys.smsCount(day, "ALL"), inAll)) &&
  (await countOne(keys.smsCount(day, "ALL"), inAll, day));

/** Counts one more upload that somebody announces at a time (ISO 8601); false where the hour's cap is reached. */
export const mayAnnounce = (accountId: string, at: string, cap = mostUploadsAnHour): Promise<boolean> =>
  countOne(keys.uploadCount(accountId, at.slice(0, 13)), cap, at);

/** Likewise one more export. */
export const mayExport = (accountId: string, at: string, cap = mostExportsAnHour): Promise<boolean> =>
  countOne(keys.exportCount(accountId, at.slice(0, 13)), cap, at);

/** A look costs no write: whoever comes after the last of the day does not keep that one key busy. */
async function isReached(key: Record<string, string>, cap: number): Promise<boolean> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: key }));
  return Number(Item?.counted ?? 0) >= cap;
}

async function countOne(key: Record<string, string>, cap: number, begun: string): Promise<boolean> {
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: "ADD counted :one SET expiresAt = :end",
        ConditionExpression: "attribute_not_exists(counted) OR counted < :cap",
        ExpressionAttributeValues: {
          ":one": 1,
          ":cap": cap,
          ":end": Math.floor(Date.parse(begun) / 1000) + 3 * 86_400,
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
