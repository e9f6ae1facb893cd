import type { routes } from "../contract/routes.ts";
import type { Attachment, Files } from "../domain/ticket.ts";
import { filesWrite, uploadsAnHour } from "../store/attachments.ts";
import { uploadForm } from "../store/files.ts";
import { commitCapped } from "../store/rateLimits.ts";
import type { Prepared } from "./action.ts";

type Announced = { files: Files; file: Attachment };

/** Keeps the place of a file that was announced and counts it, and says where to upload it. */
export async function announced({ files, file }: Announced): Promise<Prepared<typeof routes.startUpload>> {
  const by = { accountId: file.uploadedBy.id, at: file.uploadedAt };
  return {
    result: { attachment: file, upload: await uploadForm(files.ticketId, file) },
    write: (also) => commitCapped(uploadsAnHour, by, [filesWrite(files)], also),
  };
}
