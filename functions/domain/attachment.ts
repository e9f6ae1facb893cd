import { type Account, personOf } from "./account.ts";
import type { Change } from "./event.ts";
import { mustBeLive } from "./lifecycle.ts";
import { invalid, Problem } from "./problem.ts";
import { type Act, type Attachment, type Files, noted, type Ticket } from "./ticket.ts";

export const mostBytes = 16 * 1024 * 1024;
export const mostFiles = 20;
/** An upload that has not arrived by then is given up: milliseconds. */
const uploadLife = 60 * 60 * 1000;

/** What may be attached: the endings of a name, the type to declare, and what the content is found to be. */
const kinds: readonly { endings: string[]; declared: string; found: string[] }[] = [
  { endings: ["txt"], declared: "text/plain", found: ["text/plain"] },
  { endings: ["pdf"], declared: "application/pdf", found: ["application/pdf"] },
  { endings: ["png"], declared: "image/png", found: ["image/png"] },
  { endings: ["jpg", "jpeg"], declared: "image/jpeg", found: ["image/jpeg"] },
  { endings: ["gif"], declared: "image/gif", found: ["image/gif"] },
  { endings: ["doc"], declared: "application/msword", found: ["application/x-cfb"] },
  { endings: ["xls"], declared: "application/vnd.ms-excel", found: ["application/x-cfb"] },
  ...["wordprocessingml.document", "spreadsheetml.sheet"].map((type, index) => ({
    endings: [index === 0 ? "docx" : "xlsx"],
    declared: `application/vnd.openxmlformats-officedocument.${type}`,
    found: [`application/vnd.openxmlformats-officedocument.${type}`],
  })),
];

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
  mustBeAllowed(wanted);
  const attachments = files.attachments.filter((file) => !isGivenUp(file, at) && file.state !== "refused");
  if (attachments.length >= mostFiles) throw new Problem("invalid", `a ticket has at most ${mostFiles} files`);
  const file: Attachment = {
    ...wanted,
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
  if (!mayRemove(account, file))
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

/** Whether content of a found type (MIME) may stand under the declared type. */
export const isAsDeclared = ({ contentType }: Attachment, found: string): boolean =>
  kinds.some((kind) => kind.declared === contentType && kind.found.includes(found));

const mayRemove = (account: Account, { uploadedBy }: Attachment): boolean =>
  uploadedBy.id === account.id || account.role === "it_head" || account.role === "admin";

function mustBeAllowed({ name, size, contentType }: WantedFile): void {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const kind = kinds.find(({ endings }) => endings.includes(ending));
  if (!kind)
    throw invalid(
      "/name",
      `only files ending in ${kinds.flatMap(({ endings }) => endings).join(", ")} can be attached`,
    );
  if (kind.declared !== contentType) throw invalid("/contentType", `a .${ending} file is of the type ${kind.declared}`);
  if (size > mostBytes) throw invalid("/size", `a file has at most ${mostBytes} bytes`);
}

const isGivenUp = (file: Attachment, at: string): boolean =>
  file.state === "awaiting_upload" && Date.parse(at) - Date.parse(file.uploadedAt) > uploadLife;

const withFile = (files: Files, file: Attachment): Files => ({
  ...files,
  attachments: files.attachments.map((one) => (one.id === file.id ? file : one)),
});
