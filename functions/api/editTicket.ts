import { routes } from "../contract/routes.ts";
import { edit } from "../domain/edit.ts";
import { ticketCommand } from "../http/command.ts";
import { knownCategory } from "../store/catalogue.ts";

export const handler = ticketCommand(routes.editTicket, {
  may: "read",
  load: ({ body }) => knownCategory(body.category),
  decide: ({ ticket, description, body, loaded: category, account, act }) =>
    edit({ ticket, description }, { ...body, category }, account, act),
});
