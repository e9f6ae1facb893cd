import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { addFile, startUpload } from "../../functions/domain/attachment.ts";
import type { Attachment, Files } from "../../functions/domain/ticket.ts";
import { act, at, raised, requester } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill();
afterAll(() => engines.stop());
const { handler } = await import("../../functions/events/scanVerdict.ts");
const { findFiles, putFiles } = await import("../../functions/store/attachments.ts");

const none: Files = { ticketId: "T-SCAN001", revision: 0, attachments: [] };
const ticketId = () => `T-${randomUUID().slice(0, 7).toUpperCase()}`;
let files: Files;
let file: Attachment;

/** A file that waits for its verdict. */
beforeEach(async () => {
  const wanted = { id: randomUUID(), name: "a.pdf", size: 10, contentType: "application/pdf" };
  const started = startUpload(raised(), { ...none, ticketId: ticketId() }, wanted, requester, at);
  file = started.attachments[0] as Attachment;
  files = addFile(raised(), started, file, { object: "v1", scanned: true }, act(requester)).files as Files;
});

const verdict = (scanResultStatus: string, objectKey = `files/${files.ticketId}/${file.id}`) =>
  handler({ detail: { s3ObjectDetails: { objectKey }, scanResultDetails: { scanResultStatus } } } as Parameters<
    typeof handler
  >[0]);
const stateNow = async () => (await findFiles(files.ticketId)).attachments[0]?.state;

test.each([
  ["NO_THREATS_FOUND", "available"],
  ["THREATS_FOUND", "refused"],
  ["UNSUPPORTED", "refused"],
  ["ACCESS_DENIED", "refused"],
  ["FAILED", "refused"],
])("the verdict %s makes the file %s; a second one changes nothing", async (status, state) => {
  await putFiles(files);
  await verdict(status);
  expect(await stateNow()).toBe(state);
  await verdict("NO_THREATS_FOUND");
  await verdict("THREATS_FOUND");
  expect(await stateNow()).toBe(state);
});

test("a verdict that comes before the file is recorded fails, so that it comes again", async () => {
  await expect(verdict("NO_THREATS_FOUND")).rejects.toThrow(/waits for a verdict/);
  await putFiles(files);
  await verdict("NO_THREATS_FOUND");
  expect(await stateNow()).toBe("available");
});

test("a verdict on anything but a file of a ticket is left alone", async () => {
  await putFiles(files);
  await verdict("THREATS_FOUND", `uploads/${files.ticketId}/${file.id}`);
  expect(await stateNow()).toBe("scanning");
});
