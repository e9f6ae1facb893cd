import type { Result } from "../contract/route.ts";
import { routes } from "../contract/routes.ts";
import type { Account } from "../domain/account.ts";
import type { TicketEvent } from "../domain/event.ts";
import type { Ticket } from "../domain/ticket.ts";
import { type HistoryPage, reachesUpTo, readHistory } from "../store/history.ts";
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
  const oneMore = query.limit + 1; // whether there is a next page
  const quick = await readHistory(ticketId, { after, limit: oneMore });
  return async (ticket: Ticket, reader: Account): Promise<Result<typeof routes.getHistory>> => {
    const first = reachesUpTo(ticket, quick, after)
      ? quick
      : await readHistory(ticketId, { after, limit: oneMore, ConsistentRead: true });
    const { visible, more } = await visibleOf(first, ticket, reader, oneMore);
    const shown = visible.slice(0, query.limit);
    const last = more || visible.length > shown.length ? String(shown.at(-1)?.sequence) : null;
    return {
      items: shown.map((event) => eventView(event, ticket, reader)),
      nextCursor: await sealCursor(last, scope),
    };
  };
}

/** So many events are read at once in place of those that are not shown. */
const together = 100;
/** Bytes after which a page reads no further. One read brings a megabyte at most, and a Lambda's answer has six. */
const fullPage = 1_000_000;

/**
 * The events that this reader may see, from a page on: so many, or all, or a full page of long ones, with more to come. A page with
 * gaps would tell how many notes there are.
 */
async function visibleOf(first: HistoryPage, ticket: Ticket, reader: Account, wanted: number) {
  const seen = ({ events }: HistoryPage) => events.filter((event) => isVisible(event, ticket, reader));
  let page = first;
  let visible: TicketEvent[] = seen(page);
  while (page.more && visible.length < wanted && bytesOf(visible) < fullPage) {
    const after = page.events.at(-1)?.sequence ?? 0;
    page = await readHistory(ticket.id, { after, limit: together, ConsistentRead: true });
    visible = [...visible, ...seen(page)];
  }
  return { visible, more: page.more };
}

const bytesOf = (events: readonly TicketEvent[]): number => Buffer.byteLength(JSON.stringify(events));
