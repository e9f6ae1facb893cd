import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { quick } from "./timeouts.ts";

export const tableName = process.env.TABLE_NAME ?? "";

/** The one connection to the table. Undefined fields are left out; retries are the SDK's. */
export const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ ...quick, maxAttempts: 5 }), {
  marshallOptions: { removeUndefinedValues: true },
});

// DynamoDB refuses a single write that meets a transaction. Nothing was written, and the SDK tries again what is marked so.
dynamo.middlewareStack.add(
  (next) => (args) =>
    next(args).catch((error: Error) => {
      throw error.name === "TransactionConflictException" ? Object.assign(error, { $retryable: {} }) : error;
    }),
  { step: "deserialize", name: "conflictsAreTriedAgain", priority: "high" },
);

/** Writes an item where its condition holds; false where it does not. */
export async function putIf(item: Record<string, unknown>, condition: Omit<PutCommandInput, "TableName" | "Item">) {
  try {
    await dynamo.send(new PutCommand({ TableName: tableName, Item: item, ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** The condition under which an item is not there. */
export const ifAbsent = { ConditionExpression: "attribute_not_exists(PK)" };

/** The condition under which an item is still as it was read: with this revision, or (0) not there. */
export const ifRevision = (revision: number) =>
  revision === 0
    ? ifAbsent
    : { ConditionExpression: "revision = :revision", ExpressionAttributeValues: { ":revision": revision } };

/** Adds an item; one that exists already stays as it is. */
export const putIfAbsent = (item: Record<string, unknown>): Promise<boolean> => putIf(item, ifAbsent);
