import { routes } from "../contract/routes.ts";
import { findFile, removeFile } from "../domain/attachment.ts";
import { ticketCommand } from "../http/command.ts";

export const handler = ticketCommand(routes.deleteAttachment, {
  may: "read",
  decide: ({ ticket, files, params, account, act }) =>
    removeFile(ticket, files, findFile(files, params.attachmentId), account, act),
  show: (_, { files, params }) => findFile(files, params.attachmentId),
});
