import type { routes } from "../contract/routes.ts";
import type { TicketCall } from "./endpoint.ts";
import { historyPage } from "./history.ts";
import type { Parts } from "./request.ts";
import { ticketView } from "./views.ts";

type GetTicket = typeof routes.getTicket;

/** The beginning of the history, read at the same time as the ticket, where somebody asks for it. */
export const loadOpened = async ({ params, query }: Parts<GetTicket>, accountId: string) =>
  query.history ? historyPage(params.ticketId, { limit: query.history }, accountId) : null;

type Opened = TicketCall<GetTicket> & { loaded: Awaited<ReturnType<typeof loadOpened>> };

export const openedView = async ({ ticket, description, files, account, loaded }: Opened) => ({
  ...ticketView({ ticket, description, files }, account),
  ...(loaded && { history: await loaded(ticket, account) }),
});
