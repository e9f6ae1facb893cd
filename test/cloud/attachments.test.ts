import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Session } from "../../local/session.ts";
import { cast } from "./shared.ts";
import { assign, historyOf, move, raise, refusal, ticketOf } from "./steps.ts";

const { itHead, ana, finance, engineering, hodFinance } = cast;
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const pdf = (size = 2000) => Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(size - 9)]);
type Form = { url: string; fields: Record<string, string> };

const announce = async (by: Session, ticketId: string, name: string, contentType: string, size: number) =>
  (await by.client.startUpload({ params: { ticketId }, body: { name, contentType, size } })).body;

/** Posts the form as a browser does; `change` is what an attacker would do to its fields. */
async function post({ url, fields }: Form, bytes: Uint8Array, change: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) form.append(name, value);
  form.append("file", new Blob([bytes.slice()]), "file");
  return fetch(url, { method: "POST", body: form });
}

const complete = (by: Session, ticketId: string, attachmentId: string) =>
  by.client.completeUpload({ params: { ticketId, attachmentId } });

async function attach(by: Session, ticketId: string, name: string, contentType: string, bytes: Uint8Array) {
  const { attachment, upload } = await announce(by, ticketId, name, contentType, bytes.length);
  expect((await post(upload, bytes)).status).toBeLessThan(300);
  return (await complete(by, ticketId, attachment.id)).body;
}

const download = async (by: Session, ticketId: string, attachmentId: string) =>
  fetch((await by.client.getAttachment({ params: { ticketId, attachmentId } })).body.url);

const ticketId = (await raise(finance, "other")).id;

describe("a file", () => {
  test("of 16 MB goes up and comes down byte for byte, as a download of its own name", async () => {
    const bytes = pdf(16 * 1024 * 1024);
    const name = "счёт 2026 «final».pdf";
    const added = await attach(finance, ticketId, name, "application/pdf", bytes);
    expect(added).toMatchObject({ name, size: bytes.length, state: "available" });
    const answer = await download(hodFinance, ticketId, added.id);
    expect(hash(new Uint8Array(await answer.arrayBuffer()))).toBe(hash(bytes));
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[^"]+"; filename\*=UTF-8''/);
    expect(decodeURIComponent(answer.headers.get("content-disposition")?.split("''")[1] ?? "")).toBe(name);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  });

  test("is part of the ticket and of its history", async () => {
    const { id } = await raise(finance, "other");
    const added = await attach(finance, id, "dot.png", "image/png", png);
    expect((await ticketOf(hodFinance, id)).attachments).toEqual([added]);
    expect((await historyOf(finance, id)).at(-1)).toMatchObject({ type: "AttachmentAdded", name: "dot.png" });
    await assign(itHead, id, ana);
    expect((await ticketOf(ana, id)).attachments).toHaveLength(1);
  });

  test("can be completed twice, and is added once", async () => {
    const { id } = await raise(finance, "other");
    const { attachment, upload } = await announce(finance, id, "dot.png", "image/png", png.length);
    await post(upload, png);
    const [first, second] = [await complete(finance, id, attachment.id), await complete(finance, id, attachment.id)];
    expect(second.body).toEqual(first.body);
    expect((await historyOf(finance, id)).filter(({ type }) => type === "AttachmentAdded")).toHaveLength(1);
  });

  test("can be removed, and is gone for everybody", async () => {
    const { id } = await raise(finance, "other");
    const added = await attach(finance, id, "dot.png", "image/png", png);
    const params = { ticketId: id, attachmentId: added.id };
    expect(await refusal(hodFinance.client.deleteAttachment({ params }))).toBe("403 forbidden");
    await finance.client.deleteAttachment({ params });
    expect(await refusal(finance.client.getAttachment({ params }))).toBe("404 not_found");
    expect((await historyOf(finance, id)).at(-1)).toMatchObject({ type: "AttachmentRemoved", name: "dot.png" });
  });
});

describe("content is believed, and names are not", () => {
  test.each([
    ["a PDF renamed to .png", "a.png", "image/png", () => pdf()],
    ["a page renamed to .png", "a.png", "image/png", () => Buffer.from("<html><script>alert(1)</script></html>")],
    [
      "a program renamed to .pdf",
      "a.pdf",
      "application/pdf",
      () => Buffer.concat([Buffer.from("MZ"), randomBytes(500)]),
    ],
    ["bytes renamed to .txt", "a.txt", "text/plain", () => Buffer.from([0, 1, 2, 0xff, 0xfe, 3])],
    [
      "a zip renamed to .docx",
      "a.docx",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      () => Buffer.from(`PK\x05\x06${"\0".repeat(18)}`, "latin1"),
    ],
  ] as const)("%s is refused with 422, and gone", async (_, name, type, make) => {
    const bytes = make();
    const { attachment, upload } = await announce(finance, ticketId, name, type, bytes.length);
    await post(upload, bytes);
    expect(await refusal(complete(finance, ticketId, attachment.id))).toBe("422 invalid");
    expect(await refusal(complete(finance, ticketId, attachment.id))).toBe("422 invalid");
    expect(await refusal(finance.client.getAttachment({ params: { ticketId, attachmentId: attachment.id } }))).toBe(
      "409 illegal_move",
    );
    expect(
      (await ticketOf(finance, ticketId)).attachments.find(({ id }) => id === attachment.id)?.state ?? "refused",
    ).toBe("refused");
  });

  test.each(["BMW of the boss", "MZ is a site", "ID3 tags are lost", "<?xml version='1.0'?>"])(
    "a text may begin like something else: %s",
    async (text) => {
      const { id } = await raise(finance, "other");
      const added = await attach(finance, id, "notes.txt", "text/plain", Buffer.from(text));
      expect(added).toMatchObject({ state: "available", contentType: "text/plain" });
    },
  );
});

describe("an upload", () => {
  test("of other than what was announced is refused by the store itself", async () => {
    const { attachment, upload } = await announce(finance, ticketId, "dot.png", "image/png", png.length);
    const changes: Record<string, string>[] = [
      { key: "files/T-0000000/other" },
      { "Content-Type": "text/html" },
      { acl: "public-read" },
      {
        tagging:
          "<Tagging><TagSet><Tag><Key>GuardDutyMalwareScanStatus</Key><Value>NO_THREATS_FOUND</Value></Tag></TagSet></Tagging>",
      },
      { "x-amz-meta-more": "1" },
      { "x-amz-meta-uploader": "somebody-else" },
      { success_action_redirect: "https://evil.example" },
      { "x-amz-storage-class": "GLACIER" },
    ];
    for (const change of changes) expect((await post(upload, png, change)).status, JSON.stringify(change)).toBe(403);
    for (const other of [Buffer.concat([png, png]), png.subarray(1)])
      expect((await post(upload, other)).status).toBeGreaterThanOrEqual(400);
    expect(await refusal(complete(finance, ticketId, attachment.id))).toBe("409 illegal_move");
  });

  test("that comes again over a file that was checked changes nothing of it", async () => {
    const { attachment, upload } = await announce(finance, ticketId, "dot.png", "image/png", png.length);
    await post(upload, png);
    await complete(finance, ticketId, attachment.id);
    await post(upload, randomBytes(png.length));
    const answer = await download(finance, ticketId, attachment.id);
    expect(hash(new Uint8Array(await answer.arrayBuffer()))).toBe(hash(png));
  });

  test("is completed by who announced it, after it has come", async () => {
    const { attachment, upload } = await announce(finance, ticketId, "dot.png", "image/png", png.length);
    expect(await refusal(complete(finance, ticketId, attachment.id))).toBe("409 illegal_move");
    await post(upload, png);
    expect(await refusal(complete(hodFinance, ticketId, attachment.id))).toBe("403 forbidden");
    expect(await refusal(complete(finance, ticketId, "00000000-0000-4000-8000-000000000000"))).toBe("404 not_found");
    expect(await refusal(finance.client.getAttachment({ params: { ticketId, attachmentId: attachment.id } }))).toBe(
      "409 illegal_move",
    );
  });
});

describe("limits", () => {
  test("40 attempts at one moment leave 20 files", async () => {
    const { id } = await raise(finance, "other");
    const attempts = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        announce(finance, id, `${i}.png`, "image/png", png.length).then(
          () => "done",
          (error) => error.problem?.code,
        ),
      ),
    );
    expect(attempts.filter((one) => one === "done")).toHaveLength(20);
    expect(attempts.filter((one) => one === "invalid")).toHaveLength(20);
  });

  test("nobody attaches to, or downloads from, what they cannot read", async () => {
    const added = await attach(finance, ticketId, "dot.png", "image/png", png);
    expect(await refusal(announce(engineering, ticketId, "a.png", "image/png", 10))).toBe("404 not_found");
    expect(await refusal(engineering.client.getAttachment({ params: { ticketId, attachmentId: added.id } }))).toBe(
      "404 not_found",
    );
  });

  test("nothing is attached to an ended ticket", async () => {
    const { id } = await raise(finance, "other");
    await move(finance, id, "cancelled");
    expect(await refusal(announce(finance, id, "a.png", "image/png", 10))).toBe("409 illegal_move");
  });
});
