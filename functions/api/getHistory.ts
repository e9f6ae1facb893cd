import { routes } from "../contract/routes.ts";
import { ticketEndpoint } from "../http/endpoint.ts";
import { historyPage } from "../http/history.ts";

export const handler = ticketEndpoint(routes.getHistory, {
  may: "read",
  load: ({ params, query }, accountId) => historyPage(params.ticketId, query, accountId),
  show: ({ ticket, account, loaded }) => loaded(ticket, account),
});
