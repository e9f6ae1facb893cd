import { routes } from "../contract/routes.ts";
import { raise } from "../domain/lifecycle.ts";
import { raiseCommand } from "../http/command.ts";
import { askedFirst } from "../store/accounts.ts";
import { knownCategory } from "../store/catalogue.ts";
import { newTicketId } from "../store/ids.ts";

export const handler = raiseCommand(routes.raiseTicket, {
  load: ({ body }) => knownCategory(body.category),
  decide: ({ body, loaded: category, account, act }) =>
    askedFirst(raise({ ...body, id: newTicketId() }, category, account, act.at)),
  location: ({ id }) => `/v1/tickets/${id}`,
});
