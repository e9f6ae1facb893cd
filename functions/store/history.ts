import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { TicketEvent } from "../domain/event.ts";
import type { Ticket } from "../domain/ticket.ts";
import { dynamo, tableName } from "./client.ts";
import { keys, withoutKeys } from "./table.ts";

/** Some events; `more`: there may be others after them. */
export type HistoryPage = { events: TicketEvent[]; more: boolean };

/**
 * Up to `limit` of a ticket's events, oldest first, from after `after`. Unless `ConsistentRead` asks for it, which costs twice as
 * much, the last moments may be missing: `reachesUpTo` tells.
 */
export async function readHistory(
  ticketId: string,
  { after, limit, ConsistentRead = false }: { after: number; limit: number; ConsistentRead?: boolean },
): Promise<HistoryPage> {
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "PK = :ticket AND SK BETWEEN :from AND :to",
      ExpressionAttributeValues: {
        ":ticket": keys.ticket(ticketId).PK,
        ":from": keys.event(ticketId, after + 1).SK,
        ":to": keys.event(ticketId, 999_999).SK,
      },
      Limit: limit,
      ConsistentRead,
    }),
  );
  return { events: Items.map(withoutKeys<TicketEvent>), more: LastEvaluatedKey !== undefined };
}

/** Whether a page from after `after` has all the events that the ticket counts: none is missing in between or at its end. */
export const reachesUpTo = ({ revision }: Ticket, { events, more }: HistoryPage, after: number): boolean =>
  events.every(({ sequence }, index) => sequence === after + 1 + index) && (more || after + events.length >= revision);
