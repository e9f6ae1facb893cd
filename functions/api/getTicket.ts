import { routes } from "../contract/routes.ts";
import { ticketEndpoint } from "../http/endpoint.ts";
import { ticketView } from "../http/views.ts";

export const handler = ticketEndpoint(routes.getTicket, {
  may: "read",
  show: ({ account, ...whole }) => ticketView(whole, account),
});
