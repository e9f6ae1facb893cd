import { isAsDeclared } from "../domain/attachment.ts";
import type { Attachment } from "../domain/ticket.ts";
import { deleteUpload, findKept, keepFirst, keepUpload, readUpload, type Upload } from "./files.ts";
import { sniff } from "./sniff.ts";
import { VersionRace } from "./transaction.ts";

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
  if (!refused) return { object: await keep(ticketId, file, found) };
  await deleteUpload(ticketId, file.id, found.version);
  return { refused };
}

/** Longer than any handler may run: milliseconds. */
const longestAttempt = 60_000;

/**
 * Of two attempts at the same moment, the second takes the first one's copy. One over it would make it an older version, which
 * the bucket deletes after a week, and it may be the one that is written down.
 */
async function keep(ticketId: string, file: Attachment, { version, etag }: Upload): Promise<string> {
  const first = await keepFirst(ticketId, file, version);
  if (first) return first;
  const kept = await findKept(ticketId, file.id);
  if (!kept) throw new VersionRace("another copy is being made");
  const isOfAnother = kept.etag === etag && kept.at > Date.now() - longestAttempt;
  // Else it is of one that died, and what was found in that copy may have been said to nobody.
  return isOfAnother ? kept.version : keepUpload(ticketId, file, version);
}

async function whyRefused(file: Attachment, { size, bytes }: Upload): Promise<string | null> {
  if (size !== file.size) return `${size} bytes came, and ${file.size} were announced`;
  const types = await sniff(bytes);
  if (isAsDeclared(file, types)) return null;
  return `the content is not ${file.contentType} (it looks like ${types[0] ?? "nothing known"})`;
}
