import { type Account, personOf } from "./account.ts";
import type { Change } from "./event.ts";
import { endingOf, type FileKind, fileEndings, fileKinds, kindOf, mostBytes, mostFiles } from "./fileKinds.ts";
import { mayRemoveFile } from "./fileRights.ts";
import { mustBeLive } from "./lifecycle.ts";
import { invalid, Problem } from "./problem.ts";
import { type Act, type Attachment, type Files, noted, type Ticket } from "./ticket.ts";

/** An upload that has not arrived by then is given up: milliseconds. */
const uploadLife = 60 * 60 * 1000;

export type WantedFile = { id: string; name: string; size: number; contentType: string };

/** Makes room for a file. Counts what is there and what is on its way; uploads that never came make room again. */
export function startUpload(
  ticket: Ticket,
  files: Files,
  wanted: WantedFile,
  account: Account,
  at: string,
): { files: Files; file: Attachment } {
  mustBeLive(ticket);
  const { declared } = allowedKind(wanted);
  const attachments = files.attachments.filter((file) => !isGivenUp(file, at) && file.state !== "refused");
  if (attachments.length >= mostFiles) throw new Problem("invalid", `a ticket has at most ${mostFiles} files`);
  const file: Attachment = {
    ...wanted,
    contentType: declared,
    state: "awaiting_upload",
    uploadedBy: personOf(account),
    uploadedAt: at,
    object: null,
  };
  return { files: { ...files, attachments: [...attachments, file] }, file };
}

/** Whether an announced file is still to be checked; false where it has been already. Only who announced it has it checked. */
export function awaitsCheck({ state, uploadedBy }: Attachment, account: Account): boolean {
  if (uploadedBy.id !== account.id) throw new Problem("forbidden", "somebody else announced this file");
  if (state === "refused") throw invalid("", "this file was refused");
  return state === "awaiting_upload";
}

/** The content that was uploaded is what was announced: the file belongs to the ticket. */
export function addFile(
  ticket: Ticket,
  files: Files,
  file: Attachment,
  { object, scanned }: { object: string; scanned: boolean },
  act: Act,
): Change {
  mustBeLive(ticket);
  const added: Attachment = { ...file, state: scanned ? "scanning" : "available", object, uploadedAt: act.at };
  const { id: attachmentId, name, size, contentType } = file;
  return {
    ticket: noted(ticket, {}),
    event: { type: "AttachmentAdded", attachmentId, name, size, contentType, ...act },
    files: withFile(files, added),
  };
}

/** Takes a file away; the event stays. */
export function removeFile(ticket: Ticket, files: Files, file: Attachment, account: Account, act: Act): Change {
  if (!mayRemoveFile(account, file))
    throw new Problem("forbidden", "only who attached a file, the IT head or an admin may remove it");
  mustBeLive(ticket);
  const attachments = files.attachments.filter(({ id }) => id !== file.id);
  return {
    ticket: noted(ticket, {}),
    event: { type: "AttachmentRemoved", attachmentId: file.id, name: file.name, ...act },
    files: { ...files, attachments },
  };
}

/** The content is not what was announced, or not what anybody should open. */
export const refuse = (files: Files, file: Attachment): Files =>
  withFile(files, { ...file, state: "refused", object: null });

/** What a scan for malware found: only what is clean is handed out. */
export const afterScan = (files: Files, file: Attachment, clean: boolean): Files =>
  file.state !== "scanning" ? files : clean ? withFile(files, { ...file, state: "available" }) : refuse(files, file);

/** @throws Problem not_found */
export function findFile({ attachments }: Files, id: string): Attachment {
  const file = attachments.find((candidate) => candidate.id === id);
  if (!file) throw new Problem("not_found", "there is no such file");
  return file;
}

/** @throws Problem not_found, or illegal_move while it is not to be handed out */
export function findAvailable(files: Files, id: string): Attachment {
  const file = findFile(files, id);
  if (file.state !== "available") throw new Problem("illegal_move", `the file is not available: it is ${file.state}`);
  return file;
}

/**
 * Whether content that may have these types (MIME), the likeliest first, may stand under the declared type. What may be a PDF
 * or a picture counts as one, even if it is text all through.
 */
export function isAsDeclared({ contentType }: Attachment, types: readonly string[]): boolean {
  const type = types.find((one) => fileKinds.some(({ found }) => found.includes(one)));
  return (
    type !== undefined && fileKinds.some(({ declared, found }) => declared === contentType && found.includes(type))
  );
}

function allowedKind({ name, size, contentType }: WantedFile): FileKind {
  const kind = kindOf(name);
  if (!kind) throw invalid("/name", `only files ending in ${fileEndings.join(", ")} can be attached`);
  if (![kind.declared, kind.alsoCalled].includes(withoutParameters(contentType)))
    throw invalid("/contentType", `a .${endingOf(name)} file is of the type ${kind.declared}`);
  if (size > mostBytes) throw invalid("/size", `a file has at most ${mostBytes} bytes`);
  return kind;
}

/** Types are the same in capitals, and what follows a semicolon, such as an encoding, is not looked at. */
const withoutParameters = (type: string): string => type.replace(/;.*/s, "").trim().toLowerCase();

const isGivenUp = (file: Attachment, at: string): boolean =>
  file.state === "awaiting_upload" && Date.parse(at) - Date.parse(file.uploadedAt) > uploadLife;

const withFile = (files: Files, file: Attachment): Files => ({
  ...files,
  attachments: files.attachments.map((one) => (one.id === file.id ? file : one)),
});
