import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Export } from "../domain/export.ts";
import { dynamo, ifAbsent, tableName } from "./client.ts";
import type { Hourly } from "./rateLimits.ts";
import type { SearchQuery } from "./search/search.ts";
import { keys, withoutKeys } from "./table.ts";
import type { Write } from "./transaction.ts";

/** An export with what was asked for and the version of the file in the bucket. */
export type StoredExport = Export & { query: ExportQuery; object: string | null };
export type ExportQuery = Omit<SearchQuery, "limit">;
/** What an export comes to. */
export type Outcome = Pick<StoredExport, "state" | "rows" | "truncated" | "writtenFor" | "object">;

const day = 24 * 3600;
const now = (): number => Math.floor(Date.now() / 1000);

/** How many exports somebody may begin. */
export const exportsAnHour: Hourly = { key: keys.exportCount, most: 10, what: "export at most 10 lists" };

/** Adds an export; the stream has it carried out. */
export const exportWrite = (one: StoredExport): Write => ({
  Put: {
    TableName: tableName,
    Item: { item: "Export", ...keys.export(one.accountId, one.id), ...one, expiresAt: now() + day },
    ...ifAbsent,
  },
});

/** An export of this account; null where there is none, or none any more. */
export async function findExport(accountId: string, id: string): Promise<StoredExport | null> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: keys.export(accountId, id), ConsistentRead: true }),
  );
  return Item && Number(Item.expiresAt) > now() ? withoutKeys<StoredExport>(Item) : null;
}

/** Writes down what an export came to. Of two that carried it out, the first counts; one that is gone stays gone. */
export async function finishExport({ accountId, id }: Export, outcome: Outcome): Promise<void> {
  const fields = Object.entries(outcome);
  const update = new UpdateCommand({
    TableName: tableName,
    Key: keys.export(accountId, id),
    UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(", ")}`,
    ConditionExpression: "#state = :running",
    ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ":running": "running",
      ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
    },
  });
  await dynamo.send(update).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}
