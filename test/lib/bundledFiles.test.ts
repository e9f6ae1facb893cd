import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Attachment } from "../../functions/domain/ticket.ts";
import { forLambda } from "../../lib/bundling/bundle.ts";
import { startFiles } from "../../local/files/files.ts";
import { bundledModule } from "./bundledModule.ts";

/** What the Lambdas do with files, as it is bundled for them: with what is left out of the SDK. */
type Files = typeof import("../../functions/store/files.ts") & typeof import("../../functions/store/exportFile.ts");
const contents = `
  export * from "./functions/store/files.ts";
  export * from "./functions/store/exportFile.ts";`;
const keys = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
const bucket = { name: "desk-files", isVersioned: true, cors: [] };
const dataDir = mkdtempSync(join(tmpdir(), "bundled-files-"));
let storage: Awaited<ReturnType<typeof startFiles>>;
let files: Files;

beforeAll(async () => {
  storage = await startFiles({ dataDir, buckets: [bucket], keys, origins: [] });
  vi.stubEnv("AWS_ENDPOINT_URL_S3", storage.endpoint);
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", keys.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey);
  vi.stubEnv("BUCKET_NAME", bucket.name);
  files = await bundledModule<Files>(contents, forLambda.plugins);
});
afterAll(async () => {
  await storage.stop();
  rmSync(dataDir, { recursive: true });
});

const report: Attachment = {
  id: "A-1",
  name: "report.txt",
  size: 5,
  contentType: "text/plain",
  state: "awaiting_upload",
  uploadedBy: { id: "ana", name: "Ana" },
  uploadedAt: "2026-03-02T09:00:00.000Z",
  object: null,
};
const download = async (given: Promise<{ url: string }>) => (await fetch((await given).url)).text();

test("an export is written, in one part or in several", async () => {
  for (const megabytes of [1, 13]) {
    const object = await files.putExport("ana", `E-${megabytes}`, some(megabytes));
    const text = await download(files.exportAddress("ana", `E-${megabytes}`, { object, name: "tickets.csv" }));
    expect(text.length).toBe(megabytes * 1024 * 1024);
  }
});

test("an upload is taken, read, kept in the version that was read, and deleted", async () => {
  expect(await files.readUpload("T-1", report.id)).toBeNull();
  const { url, fields } = await files.uploadForm("T-1", report);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob(["hello"]));
  expect((await fetch(url, { method: "POST", body: form })).status).toBe(204);

  const upload = await files.readUpload("T-1", report.id);
  expect(Buffer.from(upload?.bytes ?? []).toString()).toBe("hello");
  const object = await files.keepUpload("T-1", report, upload?.version ?? "");
  expect(await files.keepFirst("T-1", report, upload?.version ?? "")).toBeNull();
  expect(await files.findKept("T-1", report.id)).toEqual({
    version: object,
    etag: upload?.etag,
    at: expect.any(Number),
  });
  expect(await files.findKept("T-1", "another")).toBeNull();
  await files.deleteUpload("T-1", report.id, upload?.version ?? "");
  expect(await files.readUpload("T-1", report.id)).toBeNull();
  expect(await download(files.downloadAddress("T-1", { ...report, object }))).toBe("hello");
});

async function* some(megabytes: number): AsyncGenerator<string> {
  for (let count = 0; count < megabytes; count++) yield "x".repeat(1024 * 1024);
}
