import { setTimeout as pause } from "node:timers/promises";
import { BatchGetCommand, type BatchGetCommandInput, type BatchGetCommandOutput } from "@aws-sdk/lib-dynamodb";
import type { Ticket } from "../domain/ticket.ts";
import { dynamo, tableName } from "./client.ts";
import { keys, ticketOf } from "./table.ts";

type Wanted = BatchGetCommandInput["RequestItems"];

/** The tickets of these ids (100 at most) as they are, by id; one that is not there is left out. */
export async function readTickets(ids: readonly string[]): Promise<Map<string, Ticket>> {
  const found = new Map<string, Ticket>();
  let wanted: Wanted = { [tableName]: { Keys: [...new Set(ids)].map(keys.ticket) } };
  for (let tries = 0; ids.length > 0 && wanted?.[tableName]; tries++) {
    if (tries > 0) await pause(Math.random() * 50 * 2 ** tries);
    if (tries === mostTries) throw new Error("the table could not give all tickets of a page");
    const read: BatchGetCommandOutput = await dynamo.send(new BatchGetCommand({ RequestItems: wanted }));
    for (const item of read.Responses?.[tableName] ?? []) found.set(String(item.id), ticketOf(item));
    wanted = read.UnprocessedKeys;
  }
  return found;
}

/** What there was no capacity or no room for comes back unread, without an error. */
const mostTries = 6;
