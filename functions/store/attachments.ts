import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Files } from "../domain/ticket.ts";
import type { Hourly } from "./caps.ts";
import { dynamo, putIf, tableName } from "./client.ts";
import { filesItem, filesOf, keys, unchangedFiles } from "./table.ts";
import { VersionRace, type Write } from "./tickets.ts";

/** How many files somebody may announce. */
export const uploadsAnHour: Hourly = { key: keys.uploadCount, most: 200, what: "announces more than 200 files" };

export async function findFiles(ticketId: string): Promise<Files> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: keys.files(ticketId), ConsistentRead: true }),
  );
  return filesOf(ticketId, Item);
}

/** The files of a ticket as they become, in a transaction, where they are still as they were read. */
export const filesWrite = (files: Files): Write => ({
  Put: { TableName: tableName, Item: filesItem(files), ...unchangedFiles(files) },
});

/**
 * Writes the files of a ticket where they are still as they were read.
 * @throws VersionRace where somebody else has changed them
 */
export async function putFiles(files: Files): Promise<void> {
  if (!(await putIf(filesItem(files), unchangedFiles(files))))
    throw new VersionRace(`files of ${files.ticketId} have changed`);
}
