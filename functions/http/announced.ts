import type { routes } from "../contract/routes.ts";
import type { Attachment, Files } from "../domain/ticket.ts";
import { filesWrite, uploadsAnHour } from "../store/attachments.ts";
import { commitCapped } from "../store/caps.ts";
import { uploadForm } from "../store/files.ts";
import type { Prepared } from "./action.ts";

/** Keeps the place of a file that was announced last and counts it, and says where to upload it. */
export async function announced(files: Files): Promise<Prepared<typeof routes.startUpload>> {
  const file = files.attachments.at(-1) as Attachment;
  const by = { accountId: file.uploadedBy.id, at: file.uploadedAt };
  return {
    result: { attachment: file, upload: await uploadForm(files.ticketId, file) },
    write: (also) => commitCapped(uploadsAnHour, by, [filesWrite(files)], also),
  };
}
