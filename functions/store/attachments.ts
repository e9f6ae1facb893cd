import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Files } from "../domain/ticket.ts";
import { dynamo, putIf, tableName } from "./client.ts";
import { filesItem, filesOf, keys, unchangedFiles } from "./table.ts";
import { VersionRace } from "./tickets.ts";

export async function findFiles(ticketId: string): Promise<Files> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tableName, Key: keys.files(ticketId), ConsistentRead: true }),
  );
  return filesOf(ticketId, Item);
}

/**
 * Writes the files of a ticket where they are still as they were read.
 * @throws VersionRace where somebody else has changed them
 */
export async function putFiles(files: Files): Promise<void> {
  if (!(await putIf(filesItem(files), unchangedFiles(files))))
    throw new VersionRace(`files of ${files.ticketId} have changed`);
}
