import { routes } from "../contract/routes.ts";
import { findAvailable } from "../domain/attachment.ts";
import { ticketEndpoint } from "../http/endpoint.ts";
import { downloadAddress } from "../store/files.ts";

export const handler = ticketEndpoint(routes.getAttachment, {
  may: "read",
  show: ({ ticket, files, params }) => downloadAddress(ticket.id, findAvailable(files, params.attachmentId)),
});
