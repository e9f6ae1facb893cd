import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Files } from "../domain/ticket.ts";
import { dynamo, ifRevision, putIf, tableName } from "./client.ts";
import type { Hourly } from "./rateLimits.ts";
import { keys } from "./table.ts";
import { filesItem, filesOf } from "./tableItems.ts";
import { VersionRace, type Write } from "./transaction.ts";

/** How many files somebody may announce. */
export const uploadsAnHour: Hourly = { key: keys.uploadCount, most: 200, what: "announce at most 200 files" };

export async function findFiles(ticketId: string): Promise<Files> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: keys.files(ticketId), ConsistentRead: true }),
  );
  return filesOf(ticketId, Item);
}

/** The files of a ticket as they become, in a transaction, where they are still as they were read. */
export const filesWrite = (files: Files): Write => ({
  Put: { TableName: tableName, Item: filesItem(files), ...ifRevision(files.revision) },
});

/**
 * Writes the files of a ticket where they are still as they were read.
 * @throws VersionRace where somebody else has changed them
 */
export async function putFiles(files: Files): Promise<void> {
  if (!(await putIf(filesItem(files), ifRevision(files.revision))))
    throw new VersionRace(`files of ${files.ticketId} have changed`);
}
