import type { Result } from "../contract/route.ts";
import { routes } from "../contract/routes.ts";
import type { Account } from "../domain/account.ts";
import type { Ticket } from "../domain/ticket.ts";
import { reachesUpTo, readHistory } from "../store/history.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { eventView, isVisible } from "./views.ts";

type Query = { limit: number; cursor?: string | undefined };

/**
 * Reads a page of a ticket's history; what of it a reader may see is decided once the ticket is known. The ticket says how
 * many events it has, so that a page which was read too early to hold them all is noticed, and read again.
 */
export async function historyPage(ticketId: string, query: Query, accountId: string) {
  const scope = { account: accountId, route: routes.getHistory.path, query: { ticketId } };
  const after = Number((await openCursor(query.cursor, scope)) ?? 0);
  const read = async (ConsistentRead: boolean) => {
    const { events, more } = await readHistory(ticketId, { after, limit: query.limit, ConsistentRead });
    return { events, more, nextCursor: await sealCursor(more ? String(events.at(-1)?.sequence) : null, scope) };
  };
  const quick = await read(false);
  return async (ticket: Ticket, reader: Account): Promise<Result<typeof routes.getHistory>> => {
    const { events, nextCursor } = reachesUpTo(ticket, quick, after) ? quick : await read(true);
    const visible = events.filter((event) => isVisible(event, ticket, reader));
    return { items: visible.map((event) => eventView(event, ticket, reader)), nextCursor };
  };
}
