import type { Account } from "../domain/account.ts";
import { addFile, awaitsCheck, findFile, refuse } from "../domain/attachment.ts";
import type { Change } from "../domain/event.ts";
import { mustBeLive } from "../domain/lifecycle.ts";
import { invalid, Problem } from "../domain/problem.ts";
import type { Act, Files, Ticket } from "../domain/ticket.ts";
import { putFiles } from "../store/attachments.ts";
import { checkUpload } from "../store/uploads.ts";

/** Whether files wait for a verdict before they are handed out: an option of the deployment. */
const scanned = process.env.MALWARE_SCAN === "true";

type Completing = { ticket: Ticket; files: Files; account: Account; act: Act; params: { attachmentId: string } };

/** Has an upload checked. Null where it has been added already; a refusal is written down before it is answered. */
export async function completeUpload({ ticket, files, account, act, params }: Completing): Promise<Change | null> {
  const file = findFile(files, params.attachmentId);
  if (!awaitsCheck(file, account)) return null;
  mustBeLive(ticket); // before it is copied: nothing would ever delete the copy
  const checked = await checkUpload(ticket.id, file);
  if (checked === "missing") throw new Problem("illegal_move", "nothing has been uploaded yet");
  if ("refused" in checked) {
    await putFiles(refuse(files, file));
    throw invalid("", checked.refused);
  }
  return addFile(ticket, files, file, { object: checked.object, scanned }, act);
}
