import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { page } from "../http/pages.ts";
import { listApprovals } from "../store/lists/ticketLists.ts";

export const handler = endpoint(routes.listApprovals, ({ account, query }) =>
  page(routes.listApprovals, account.id, query, (after, limit) => listApprovals(account, after, limit)),
);
