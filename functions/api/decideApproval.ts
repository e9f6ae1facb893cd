import { routes } from "../contract/routes.ts";
import { decide } from "../domain/approval.ts";
import { ticketCommand } from "../http/command.ts";

export const handler = ticketCommand(routes.decideApproval, {
  may: "read",
  decide: ({ ticket, params, body, account, act }) =>
    decide(ticket, params.stage, { ...body, comment: body.comment ?? null }, account, act),
});
