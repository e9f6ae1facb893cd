import { randomUUID } from "node:crypto";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeEach, expect, test } from "vitest";
import { addFile, startUpload } from "../../functions/domain/attachment.ts";
import type { Attachment, Files } from "../../functions/domain/ticket.ts";
import { act, at, raised, requester } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
process.env.BUCKET_NAME = engines.wires.buckets.find(({ isVersioned }) => isVersioned)?.name ?? "";
const { handler } = await import("../../functions/events/scanVerdict.ts");
const { findFiles, putFiles } = await import("../../functions/store/attachments.ts");
const { s3 } = await import("../../functions/store/files.ts");

const none: Files = { ticketId: "T-SCAN001", revision: 0, attachments: [] };
const ticketId = () => `T-${randomUUID().slice(0, 7).toUpperCase()}`;
let files: Files;
let file: Attachment;

/** A file that waits for its verdict. */
beforeEach(async () => {
  const wanted = { id: randomUUID(), name: "a.pdf", size: 10, contentType: "application/pdf" };
  const started = startUpload(raised(), { ...none, ticketId: ticketId() }, wanted, requester, at);
  file = started.file;
  files = addFile(raised(), started.files, file, { object: "v1", scanned: true }, act(requester)).files as Files;
});

const keyOf = () => `files/${files.ticketId}/${file.id}`;
const verdict = (scanResultStatus: string, { objectKey = keyOf(), versionId = "v1" } = {}) =>
  handler({
    detail: { s3ObjectDetails: { objectKey, versionId }, scanResultDetails: { scanResultStatus } },
  } as Parameters<typeof handler>[0]);
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
  const announced = {
    ...files,
    attachments: files.attachments.map((one) => ({ ...one, state: "awaiting_upload" as const })),
  };
  await putFiles(announced);
  await expect(verdict("NO_THREATS_FOUND")).rejects.toThrow(/waits for a verdict/);
  await putFiles({ ...files, revision: 1 });
  await verdict("NO_THREATS_FOUND");
  expect(await stateNow()).toBe("available");
});

test("a clean bill of one version hands out no other: the verdict of that one counts", async () => {
  await putFiles(files);
  await verdict("NO_THREATS_FOUND", { versionId: "v0" });
  expect(await stateNow()).toBe("scanning");
  await verdict("THREATS_FOUND", { versionId: "v1" });
  expect(await stateNow()).toBe("refused");
});

test("a file that was removed before its verdict came is no trouble", async () => {
  await putFiles({ ...files, attachments: [] });
  await verdict("THREATS_FOUND");
  expect((await findFiles(files.ticketId)).attachments).toEqual([]);
});

test("a version that is a threat is deleted, and others of the same file stay", async () => {
  const Bucket = process.env.BUCKET_NAME ?? "";
  const put = async (Body: string) =>
    (await s3.send(new PutObjectCommand({ Bucket, Key: keyOf(), Body }))).VersionId ?? "";
  const [threat, clean] = [await put("threat"), await put("clean")];
  await putFiles(files);
  await verdict("THREATS_FOUND", { versionId: threat });
  const read = (VersionId: string) => s3.send(new GetObjectCommand({ Bucket, Key: keyOf(), VersionId }));
  await expect(read(threat)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  expect(await (await read(clean)).Body?.transformToString()).toBe("clean");
});

test("a verdict on anything but a file of a ticket is left alone", async () => {
  await putFiles(files);
  await verdict("THREATS_FOUND", { objectKey: `uploads/${files.ticketId}/${file.id}` });
  expect(await stateNow()).toBe("scanning");
});
