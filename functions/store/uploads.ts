import { isAsDeclared } from "../domain/attachment.ts";
import type { Attachment } from "../domain/ticket.ts";
import { deleteUpload, keepUpload, readUpload, type Upload } from "./files.ts";
import { sniff } from "./sniff.ts";

/** What became of an upload: the version that is kept, why it was thrown away, or that nothing has come yet. */
export type Checked = { object: string } | { refused: string } | "missing";

/**
 * Checks size and content of what was uploaded. A copy of that very version is kept, and the upload itself left to the
 * bucket's lifecycle, so that a crash before the file is recorded loses nothing; what is refused is deleted at once.
 */
export async function checkUpload(ticketId: string, file: Attachment): Promise<Checked> {
  const found = await readUpload(ticketId, file.id);
  if (!found) return "missing";
  const refused = await whyRefused(file, found);
  if (!refused) return { object: await keepUpload(ticketId, file, found.version) };
  await deleteUpload(ticketId, file.id, found.version);
  return { refused };
}

async function whyRefused(file: Attachment, { size, bytes }: Upload): Promise<string | null> {
  if (size !== file.size) return `${size} bytes came, and ${file.size} were announced`;
  const types = await sniff(bytes);
  if (isAsDeclared(file, types)) return null;
  return `the content is not ${file.contentType} (it looks like ${types[0] ?? "nothing known"})`;
}
