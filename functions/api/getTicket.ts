import { routes } from "../contract/routes.ts";
import { ticketEndpoint } from "../http/endpoint.ts";
import { ticketView } from "../http/views.ts";

export const handler = ticketEndpoint(routes.getTicket, {
  may: "read",
  show: ({ ticket, description, files, account }) => ticketView({ ticket, description, files }, account),
});
