import { routes } from "../contract/routes.ts";
import { comment } from "../domain/conversation.ts";
import { ticketCommand } from "../http/command.ts";
import { createdEventView } from "../http/views.ts";

export const handler = ticketCommand(routes.addComment, {
  may: ({ body }) => (body.internal ? "note" : "comment"),
  decide: ({ ticket, body, act }) => comment(ticket, body.message, body.internal, act),
  show: createdEventView,
});
