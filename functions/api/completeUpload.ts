import { routes } from "../contract/routes.ts";
import { findFile } from "../domain/attachment.ts";
import { ticketCommand } from "../http/command.ts";
import { completeUpload } from "../http/uploads.ts";

export const handler = ticketCommand(routes.completeUpload, {
  may: "attach",
  decide: completeUpload,
  show: ({ files }, { params }) => findFile(files, params.attachmentId),
});
