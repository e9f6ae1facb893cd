import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Refusal } from "../../functions/contract/refusal.ts";
import type { Result } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import { fileEndings, kindOf } from "../../functions/domain/fileKinds.ts";
import { askBeforeClosing, download } from "./askBeforeClosing.ts";
import { api, Unreachable } from "./client.ts";
import { useIsHere, whoHearsOfLoss } from "./lost.ts";
import { sendForm } from "./sendForm.ts";
import { readNow, useKeepTicket } from "./tickets.ts";

/** What a browser offers to choose from. */
export const acceptedEndings = fileEndings.map((ending) => `.${ending}`).join(",");

type Attachment = Result<typeof routes.completeUpload>;
type Announced = Result<typeof routes.startUpload> & { at: number };
type Stage = "sending" | "checking" | "failed";
export type Upload = {
  key: string;
  file: File;
  stage: Stage;
  /** 0 to 1. */
  sent: number;
  error: unknown;
  announced: Announced | null;
};

/** A form to upload with is good for five minutes; one that is nearly over is not used again. */
const formLife = 4 * 60_000;

/** The files that are on their way to a ticket, and how to send, retry and forget them. They go on when the page is left. */
export function useUploads(ticketId: string) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const running = useRef(new Map<string, AbortController>());
  const { readAgain, withFile } = useKeepTicket(ticketId);
  const isHere = useIsHere();
  const change = (key: string, to: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const forget = (key: string) => {
    running.current.get(key)?.abort();
    setUploads((all) => all.filter((one) => one.key !== key));
  };
  const run = async (upload: Upload) => {
    const control = new AbortController();
    running.current.set(upload.key, control);
    const tellLost = whoHearsOfLoss();
    try {
      // It is among the ticket's files before it leaves those on their way: reading the ticket again takes a while.
      withFile(await deliver(ticketId, upload, (to) => change(upload.key, to), control.signal));
      forget(upload.key);
    } catch (error) {
      if (isHere.current) change(upload.key, { stage: "failed", error });
      else tellLost({ what: "file", ticketId, name: upload.file.name });
    }
    readAgain();
  };
  const add = (files: Iterable<File>) => {
    const fresh = [...files].map((file): Upload => {
      return { key: crypto.randomUUID(), file, stage: "sending", sent: 0, error: null, announced: null };
    });
    setUploads((all) => [...all, ...fresh]);
    for (const upload of fresh) void run(upload);
  };
  const retry = (upload: Upload) => {
    change(upload.key, { stage: "sending", sent: 0, error: null });
    void run(upload);
  };
  return { uploads, add, retry, forget };
}

/** Whether sending the same file again can help: not where the API has looked at it and said no. */
export const mayRetry = ({ error }: Upload): boolean => !(error instanceof Refusal && error.status === 422);

/** Sends files to a ticket while nobody looks on. */
export function sendUnseen(ticketId: string, files: readonly File[]): void {
  const tellLost = whoHearsOfLoss();
  for (const file of files) {
    const sending = deliver(ticketId, { file, announced: null }, () => {}, new AbortController().signal);
    sending.catch(() => tellLost({ what: "file", ticketId, name: file.name }));
  }
}

export function useDownload(ticketId: string) {
  return useMutation({
    mutationFn: async (attachmentId: string) => (await api.getAttachment({ params: { ticketId, attachmentId } })).body,
    // The answer is an attachment: the browser saves it, and the page stays.
    onSuccess: ({ url }) => download(url),
  });
}

export function useDeleteFile(ticketId: string) {
  const { readAgain } = useKeepTicket(ticketId);
  return useMutation({
    mutationFn: async (attachmentId: string) =>
      (await api.deleteAttachment({ params: { ticketId, attachmentId } })).body,
    onSettled: readAgain,
  });
}

type Delivery = [
  ticketId: string,
  upload: Pick<Upload, "file" | "announced">,
  change: (to: Partial<Upload>) => void,
  signal: AbortSignal,
];

const deliver = (...delivery: Delivery): Promise<Attachment> => askBeforeClosing(sendAndCheck(...delivery));

/** Announces, sends and has checked; what is done already is not done again. */
async function sendAndCheck(...[ticketId, { file, announced }, change, signal]: Delivery): Promise<Attachment> {
  const there = announced && (await arrived(ticketId, announced));
  if (there) return there;
  const place = announced && Date.now() - announced.at < formLife ? announced : await announce(ticketId, file);
  change({ announced: place });
  // Whoever stopped it while it was being announced does not want it sent.
  signal.throwIfAborted();
  const status = await sendForm(place.upload, file, (sent) => change({ sent }), signal);
  if (status >= 400) throw new Unreachable(`storage answered ${status}`);
  change({ stage: "checking", sent: 1 });
  return complete(ticketId, place);
}

async function complete(ticketId: string, place: Announced): Promise<Attachment> {
  try {
    return (await api.completeUpload({ params: { ticketId, attachmentId: place.attachment.id } })).body;
  } catch (error) {
    const there = error instanceof Unreachable ? await arrived(ticketId, place) : null;
    if (!there) throw error;
    return there;
  }
}

/** Whether a ticket has a file by now; its answer alone may have been lost. */
export const hasArrived = ({ state }: Pick<Attachment, "state">): boolean =>
  state === "available" || state === "scanning";

async function arrived(ticketId: string, { attachment }: Announced): Promise<Attachment | null> {
  const ticket = await readNow(ticketId).catch(() => null);
  return ticket?.attachments.find((one) => one.id === attachment.id && hasArrived(one)) ?? null;
}

async function announce(ticketId: string, { name, size, type }: File): Promise<Announced> {
  // What a system calls a type differs, and may be nothing: the name says which one to declare.
  const contentType = kindOf(name)?.declared ?? (type || "application/octet-stream");
  const { body } = await api.startUpload({ params: { ticketId }, body: { name, size, contentType } });
  return { ...body, at: Date.now() };
}
