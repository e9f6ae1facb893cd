import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { page } from "../http/pages.ts";
import { listTickets } from "../store/ticketLists.ts";

export const handler = endpoint(routes.listTickets, ({ account, query }) =>
  page(routes.listTickets, account.id, query, (after) => listTickets(account, query, after)),
);
