import type { Account } from "./account.ts";
import type { Attachment } from "./ticket.ts";

/**
 * Who may take a file away, as long as anything may happen to its ticket. The web client offers it to nobody else, so that
 * this file imports nothing when it runs.
 */
export const mayRemoveFile = (
  { id, role }: Pick<Account, "id" | "role">,
  { uploadedBy }: Pick<Attachment, "uploadedBy">,
): boolean => uploadedBy.id === id || role === "it_head" || role === "admin";
