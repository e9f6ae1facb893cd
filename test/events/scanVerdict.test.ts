import { randomUUID } from "node:crypto";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { addFile, startUpload } from "../../functions/domain/attachment.ts";
import type { Attachment, Files, Ticket } from "../../functions/domain/ticket.ts";
import { act, at, raised, requester } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
process.env.BUCKET_NAME = engines.wires.buckets.find(({ isVersioned }) => isVersioned)?.name ?? "";
process.env.MALWARE_SCAN = "true";
const { handler } = await import("../../functions/events/scanVerdict.ts");
const { handler: removeFile } = await import("../../functions/events/removeFile.ts");
const { completeUpload } = await import("../../functions/http/uploads.ts");
const { VersionRace } = await import("../../functions/store/transaction.ts");
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

test("a version that is a threat is deleted; one that is clean, or could not be scanned, stays", async () => {
  const Bucket = process.env.BUCKET_NAME ?? "";
  const put = async (Body: string) =>
    (await s3.send(new PutObjectCommand({ Bucket, Key: keyOf(), Body }))).VersionId ?? "";
  const [threat, clean, locked] = [await put("threat"), await put("clean"), await put("locked")];
  await putFiles(files);
  await verdict("THREATS_FOUND", { versionId: threat });
  await verdict("NO_THREATS_FOUND", { versionId: clean });
  await verdict("UNSUPPORTED", { versionId: locked });
  const read = (VersionId: string) => s3.send(new GetObjectCommand({ Bucket, Key: keyOf(), VersionId }));
  await expect(read(threat)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  expect(await (await read(clean)).Body?.transformToString()).toBe("clean");
  expect(await (await read(locked)).Body?.transformToString()).toBe("locked");
});

test("a verdict on anything but a file of a ticket is left alone", async () => {
  await putFiles(files);
  await verdict("THREATS_FOUND", { objectKey: `uploads/${files.ticketId}/${file.id}` });
  expect(await stateNow()).toBe("scanning");
});

test("files that somebody else has changed meanwhile are not written over", async () => {
  await putFiles(files);
  await expect(putFiles(files)).rejects.toThrow(VersionRace);
});

describe("an upload", () => {
  const Bucket = process.env.BUCKET_NAME ?? "";
  const text = (content: string) => Buffer.from(content);
  const uploaded = async (content: Uint8Array, announced = content.length) => {
    const wanted = { id: randomUUID(), name: "a.txt", size: announced, contentType: "text/plain" };
    const started = startUpload(raised(), { ...none, ticketId: ticketId() }, wanted, requester, at);
    const Key = `uploads/${started.files.ticketId}/${wanted.id}`;
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: content }));
    const complete = (status: Ticket["status"] = "open") => {
      const ticket = { ...raised(), status, id: started.files.ticketId };
      const params = { attachmentId: wanted.id };
      return completeUpload({ ticket, files: started.files, account: requester, act: act(requester), params });
    };
    return { Key, VersionId, complete, id: wanted.id, of: started.files.ticketId };
  };
  const statusOf = (Key: string, VersionId?: string) =>
    s3.send(new GetObjectCommand({ Bucket, Key, VersionId })).then(
      () => 200,
      (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode,
    );

  test("waits for its verdict where files are scanned", async () => {
    const { complete } = await uploaded(text("Hello"));
    expect((await complete())?.files?.attachments).toMatchObject([{ state: "scanning" }]);
  });

  test.each([
    ["of another size than was announced", text("Hello"), 6],
    ["that is text but for a zero byte", text("Hel\0lo"), 6],
    ["that is no text, without any zero byte", Buffer.from([0x48, 0xff, 0xfe, 0x49]), 4],
  ])("%s is refused, and deleted at once", async (_, content, announced) => {
    const { Key, VersionId, complete } = await uploaded(content, announced);
    await expect(complete()).rejects.toMatchObject({ code: "invalid" });
    expect(await statusOf(Key, VersionId)).toBe(404);
  });

  test("is kept as it was checked, whatever comes to the same place at that moment", async () => {
    const { Key, complete, of, id } = await uploaded(text("Hello"));
    let left = 1;
    s3.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === "CopyObjectCommand" && left-- > 0)
            await s3.send(new PutObjectCommand({ Bucket, Key, Body: text("other") }));
          return next(args);
        },
      { step: "initialize", name: "overwrite" },
    );
    const change = await complete().finally(() => s3.middlewareStack.remove("overwrite"));
    const VersionId = change?.files?.attachments[0]?.object ?? "";
    const kept = await s3.send(new GetObjectCommand({ Bucket, Key: `files/${of}/${id}`, VersionId }));
    expect([await kept.Body?.transformToString(), left]).toEqual(["Hello", 0]);
  });

  test("that is completed twice at the same moment has one copy, which no other makes an older version", async () => {
    const { complete, of, id } = await uploaded(text("Hello"));
    const objects = [await complete(), await complete()].map((change) => change?.files?.attachments[0]?.object);
    const newest = await s3.send(new GetObjectCommand({ Bucket, Key: `files/${of}/${id}` }));
    expect(objects).toEqual([newest.VersionId, newest.VersionId]);
  });

  test("of which another copy is being made at this moment is looked at again when that is done", async () => {
    const { complete } = await uploaded(text("Hello"));
    s3.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          commandName === "CopyObjectCommand"
            ? Promise.reject(Object.assign(new Error("now"), { name: "ConditionalRequestConflict" }))
            : next(args),
      { step: "initialize", name: "conflict" },
    );
    await expect(complete()).rejects.toThrow(VersionRace);
    s3.middlewareStack.remove("conflict");
    expect((await complete())?.files?.attachments).toMatchObject([{ object: expect.any(String) }]);
  });

  test("is kept as it is now, where an attempt that died has kept what came before", async () => {
    const { Key, complete, of, id } = await uploaded(text("Hello"));
    await complete();
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: text("Later") }));
    const VersionId = (await complete())?.files?.attachments[0]?.object ?? "";
    const kept = await s3.send(new GetObjectCommand({ Bucket, Key: `files/${of}/${id}`, VersionId }));
    expect(await kept.Body?.transformToString()).toBe("Later");
  });

  test("to a ticket that has ended meanwhile is refused before it is copied, since nothing would delete the copy", async () => {
    const { complete, of, id } = await uploaded(text("Hello"));
    await expect(complete("closed")).rejects.toMatchObject({ code: "illegal_move" });
    expect(await statusOf(`files/${of}/${id}`)).toBe(404);
  });

  test("is copied anew where the copy is of an attempt that died long ago, whose verdict has come and gone", async () => {
    const { complete } = await uploaded(text("Hello"));
    const object = async () => (await complete())?.files?.attachments[0]?.object;
    const dead = await object();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 120_000 });
    expect(await object().finally(vi.useRealTimers)).not.toBe(dead);
  });

  test("that was added and is removed from its ticket lies there no longer", async () => {
    const { complete, of, id } = await uploaded(text("Hello"));
    await complete();
    expect(await statusOf(`files/${of}/${id}`)).toBe(200);
    const event = { type: "AttachmentRemoved", ticketId: of, attachmentId: id };
    const other = { ...event, type: "CommentAdded" };
    for (const [one, status] of [
      [other, 200],
      [event, 404],
    ] as const) {
      await removeFile({ Records: [{ messageId: "1", body: JSON.stringify(one) }] } as SQSEvent);
      expect(await statusOf(`files/${of}/${id}`)).toBe(status);
    }
  });
});
