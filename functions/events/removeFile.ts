import type { SQSEvent } from "aws-lambda";
import type { TicketEvent } from "../domain/event.ts";
import { deleteFile } from "../store/files.ts";
import { eachMessage } from "./queueBatch.ts";

/** Deletes the stored object of an attachment that was removed. */
export const handler = (batch: SQSEvent) =>
  eachMessage<TicketEvent>(batch, async (event) => {
    if (event.type === "AttachmentRemoved") await deleteFile(event.ticketId, event.attachmentId);
  });
