import { routes } from "../contract/routes.ts";
import { actionOf, move } from "../domain/lifecycle.ts";
import { ticketCommand } from "../http/command.ts";

export const handler = ticketCommand(routes.moveTicket, {
  may: ({ ticket, body }) => actionOf(ticket.status, body.status),
  decide: ({ ticket, body, act }) => move(ticket, body.status, body.comment ?? null, act),
});
