import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { page } from "../http/pages.ts";
import { findTickets } from "../store/search/search.ts";

export const handler = endpoint(routes.listTickets, ({ account, query }) =>
  page(routes.listTickets, account.id, query, (after) => findTickets(account, query, after)),
);
