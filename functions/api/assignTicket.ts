import { routes } from "../contract/routes.ts";
import { assign } from "../domain/lifecycle.ts";
import { ticketCommand } from "../http/command.ts";
import { findAccount } from "../store/accounts.ts";

export const handler = ticketCommand(routes.assignTicket, {
  may: "assign",
  load: ({ body }) => findAccount(body.technicianId),
  decide: ({ ticket, loaded: technician, act }) => assign(ticket, technician, act),
});
