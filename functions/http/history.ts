import type { Result } from "../contract/route.ts";
import { routes } from "../contract/routes.ts";
import type { Account } from "../domain/account.ts";
import type { Ticket } from "../domain/ticket.ts";
import { readHistory } from "../store/tickets.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { eventView, isVisible } from "./views.ts";

type Query = { limit: number; cursor?: string | undefined };

/** Reads a page of a ticket's history; what of it a reader may see is decided once the ticket is known. */
export async function historyPage(ticketId: string, query: Query, accountId: string) {
  const scope = { account: accountId, route: routes.getHistory.path, query: { ticketId } };
  const after = Number((await openCursor(query.cursor, scope)) ?? 0);
  const { events, more } = await readHistory(ticketId, { after, limit: query.limit });
  const next = more ? String(events.at(-1)?.sequence) : null;
  const nextCursor = await sealCursor(next, scope);
  return (ticket: Ticket, reader: Account): Result<typeof routes.getHistory> => ({
    items: events.filter((event) => isVisible(event, ticket, reader)).map((event) => eventView(event, ticket, reader)),
    nextCursor,
  });
}
