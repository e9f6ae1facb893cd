import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, tableName } from "./client.ts";
import { keys } from "./table.ts";

/** How many SMS a day: to one person, and from the whole system. */
export type SmsCaps = { perPerson: number; inAll: number };

/** Counts one more SMS to somebody on a day (YYYY-MM-DD); false where a cap is reached. A count is not given back. */
export const mayText = async (accountId: string, day: string, { perPerson, inAll }: SmsCaps): Promise<boolean> =>
  (await countOne(day, accountId, perPerson)) && (await countOne(day, "ALL", inAll));

async function countOne(day: string, of: string, cap: number): Promise<boolean> {
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.smsCount(day, of),
        UpdateExpression: "ADD sent :one SET expiresAt = :end",
        ConditionExpression: "attribute_not_exists(sent) OR sent < :cap",
        ExpressionAttributeValues: { ":one": 1, ":cap": cap, ":end": Math.floor(Date.parse(day) / 1000) + 3 * 86_400 },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
