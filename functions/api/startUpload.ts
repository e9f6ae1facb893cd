import { routes } from "../contract/routes.ts";
import { startUpload } from "../domain/attachment.ts";
import { announced } from "../http/announced.ts";
import { ticketAction } from "../http/command.ts";
import { newAttachmentId } from "../store/ids.ts";

export const handler = ticketAction(routes.startUpload, {
  may: "attach",
  prepare: ({ ticket, files, body, account, act }) =>
    announced(startUpload(ticket, files, { ...body, id: newAttachmentId() }, account, act.at)),
});
