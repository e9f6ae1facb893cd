import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { createPresignedPost, type PresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startFiles } from "../../local/files/files.ts";

const Bucket = "desk-attachments";
const keys = { accessKeyId: "local", secretAccessKey: "secret" };
const page = "http://localhost:3000";
const cors = [{ methods: ["POST", "GET"], headers: ["*"], exposed: ["ETag"], maxAgeSeconds: 300 }];
const dataDir = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "files-"));
let files: Awaited<ReturnType<typeof startFiles>>;
let s3: S3Client;
let count = 0;

beforeAll(() => start());
afterAll(async () => {
  await files.stop();
  rmSync(dataDir, { recursive: true });
});
async function start(): Promise<void> {
  const buckets = [
    { name: Bucket, isVersioned: true, cors },
    { name: "plain", isVersioned: false, cors: [] },
  ];
  files = await startFiles({ dataDir, buckets, keys, origins: [page] });
  s3 = clientWith(keys);
}
const clientWith = (credentials: typeof keys) =>
  new S3Client({
    endpoint: files.endpoint,
    region: "us-east-1",
    credentials,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });

const newKey = () => `uploads/T-1/${count++}`;
const form = (Key: string, size: number, more: { bucket?: string; seconds?: number; as?: S3Client } = {}) =>
  createPresignedPost(more.as ?? s3, {
    Bucket: more.bucket ?? Bucket,
    Key,
    Fields: { "Content-Type": "text/plain", "x-amz-meta-uploader": "ana" },
    Conditions: [["content-length-range", 1, size]],
    Expires: more.seconds ?? 300,
  });
function post({ url, fields }: PresignedPost, body: Uint8Array | string, origin = page): Promise<Response> {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append("file", new Blob([typeof body === "string" ? body : Uint8Array.from(body)]), "any name.txt");
  return fetch(url, { method: "POST", body: data, headers: { origin } });
}
async function put(
  body: Uint8Array | string,
  Key = newKey(),
  bucket = Bucket,
): Promise<{ Key: string; version: string }> {
  const answer = await post(await form(Key, 20_000_000, { bucket }), body);
  expect(answer.status).toBe(204);
  return { Key, version: answer.headers.get("x-amz-version-id") ?? "" };
}
const textOf = async (Key: string, VersionId?: string) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }))).Body?.transformToString();
const codeIn = async (answer: Response) => [answer.status, /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1]];

test("a file of 16 MB goes up by a form and comes down by a presigned address byte for byte", async () => {
  const body = randomBytes(16 * 1024 * 1024);
  const { Key } = await put(body);
  const answer = await fetch(await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 }));
  const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  expect(digest(await answer.bytes())).toBe(digest(body));
  expect(answer.headers.get("etag")).toBe(`"${createHash("md5").update(body).digest("hex")}"`);
});

test("what was uploaded is described as the form's fields said", async () => {
  const { Key, version } = await put("hello");
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
    ContentLength: 5,
    ContentType: "text/plain",
    Metadata: { uploader: "ana" },
    VersionId: version,
    ETag: '"5d41402abc4b2a76b9719d911017c592"',
    LastModified: expect.any(Date),
  });
});

test.each([
  ["another key", { key: "uploads/T-2/0" }],
  ["another type", { "Content-Type": "text/html" }],
  ["another uploader", { "x-amz-meta-uploader": "bo" }],
  ["acl", { acl: "public-read" }],
  ["tagging", { tagging: "<Tagging/>" }],
  ["x-amz-meta-*", { "x-amz-meta-more": "1" }],
  ["success_action_redirect", { success_action_redirect: "https://evil.example" }],
  ["x-amz-storage-class", { "x-amz-storage-class": "GLACIER" }],
  ["another bucket", { bucket: "other" }],
  ["another bucket, under the name of its own", { bucket: Bucket }],
  ["a type that only begins so", { "Content-Type": "text/plain; charset=x" }],
  ["an uploader that only begins so", { "x-amz-meta-uploader": "ana2" }],
])(
  "a form with %s in place of, or beside, what its policy says is refused, and nothing is stored",
  async (_, change) => {
    const Key = newKey();
    const { url, fields } = await form(Key, 10);
    const isBucket = "bucket" in change;
    const answer = await post(
      { url: isBucket ? url.replace(Bucket, "plain") : url, fields: { ...fields, ...change } },
      "hello",
    );
    expect(await codeIn(answer)).toEqual([403, "AccessDenied"]);
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toBeInstanceOf(NotFound);
  },
);

test.each([
  ["no policy", ({ Policy: _, ...fields }: Record<string, string>) => fields, "AccessDenied"],
  ["no signature", ({ "X-Amz-Signature": _, ...fields }: Record<string, string>) => fields, "SignatureDoesNotMatch"],
  [
    "a policy of one's own",
    (fields: Record<string, string>) => ({ ...fields, Policy: widened(fields.Policy) }),
    "SignatureDoesNotMatch",
  ],
  [
    "another day",
    (fields: Record<string, string>) => ({ ...fields, "X-Amz-Date": "20200101T000000Z" }),
    "SignatureDoesNotMatch",
  ],
])("a form with %s is refused", async (_, change, code) => {
  const { url, fields } = await form(newKey(), 10);
  expect(await codeIn(await post({ url, fields: change(fields) }, "hello"))).toEqual([403, code]);
});
function widened(policy = ""): string {
  const { conditions, ...rest } = JSON.parse(Buffer.from(policy, "base64").toString());
  const wide = [...conditions, ["starts-with", "$acl", ""]];
  return Buffer.from(JSON.stringify({ ...rest, conditions: wide })).toString("base64");
}

test("a form that somebody else has signed is refused", async () => {
  const wrongSecret = await form(newKey(), 10, { as: clientWith({ ...keys, secretAccessKey: "guess" }) });
  expect(await codeIn(await post(wrongSecret, "x"))).toEqual([403, "SignatureDoesNotMatch"]);
  const wrongKey = await form(newKey(), 10, { as: clientWith({ ...keys, accessKeyId: "other" }) });
  expect(await codeIn(await post(wrongKey, "x"))).toEqual([403, "InvalidAccessKeyId"]);
});

test("a form that is over its time is refused", async () => {
  const late = await form(newKey(), 10, { seconds: -1 });
  expect(await codeIn(await post(late, "x"))).toEqual([403, "AccessDenied"]);
});

test("a file that is larger or smaller than the policy says is refused and not stored, and one of its size is", async () => {
  expect((await post(await form(newKey(), 5), "hello")).status).toBe(204);
  const Key = newKey();
  expect(await codeIn(await post(await form(Key, 4), "hello"))).toEqual([400, "EntityTooLarge"]);
  expect(await codeIn(await post(await form(Key, 4), ""))).toEqual([400, "EntityTooSmall"]);
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toBeInstanceOf(NotFound);
});

test("a body that is no form, or a form without a file, is refused with an error and no crash", async () => {
  const url = `${files.endpoint}/${Bucket}`;
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  expect(await codeIn(await fetch(url, { method: "POST", body: "nothing", headers }))).toEqual([
    400,
    "MalformedPOSTRequest",
  ]);
  const data = new FormData();
  data.append("key", "x");
  expect(await codeIn(await fetch(url, { method: "POST", body: data }))).toEqual([400, "InvalidArgument"]);
  expect(await codeIn(await fetch(url, { method: "POST", body: "{}" }))).toEqual([403, "AccessDenied"]);
});

test("a second upload over the same key is another version; each is read by its own", async () => {
  const first = await put("first");
  const second = await put("second", first.Key);
  expect(second.version).not.toBe(first.version);
  expect(await textOf(first.Key)).toBe("second");
  expect(await textOf(first.Key, first.version)).toBe("first");
  await expect(textOf(first.Key, "other")).rejects.toMatchObject({ name: "NoSuchVersion" });
});

test("versions keep their order however fast they come", async () => {
  const Key = newKey();
  for (let turn = 0; turn < 30; turn++) await put(String(turn), Key);
  expect(await textOf(Key)).toBe("29");
});

test("a deleted object is gone, and its version still there; a deleted version is gone for good", async () => {
  const { Key, version } = await put("x");
  expect(await s3.send(new DeleteObjectCommand({ Bucket, Key }))).toMatchObject({ DeleteMarker: true });
  await expect(textOf(Key)).rejects.toBeInstanceOf(NoSuchKey);
  expect(await textOf(Key, version)).toBe("x");
  await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: version }));
  await expect(textOf(Key, version)).rejects.toMatchObject({ name: "NoSuchVersion" });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "never/there" }));
});

test("a certain version is copied, with a type of its own, and nothing uploaded later is", async () => {
  const { Key, version } = await put("checked");
  await put("swapped", Key);
  const { VersionId, CopyObjectResult } = await s3.send(
    new CopyObjectCommand({
      Bucket,
      Key: "files/T-1/copy",
      CopySource: `${Bucket}/${Key}?versionId=${version}`,
      ContentType: "image/png",
      MetadataDirective: "REPLACE",
    }),
  );
  expect(CopyObjectResult).toMatchObject({ ETag: expect.any(String), LastModified: expect.any(Date) });
  expect(await textOf("files/T-1/copy", VersionId)).toBe("checked");
  const about = await s3.send(new HeadObjectCommand({ Bucket, Key: "files/T-1/copy" }));
  expect(about).toMatchObject({ ContentType: "image/png", Metadata: {} });
});

test("a copy that must be the first one is refused where there is one, and made again where that was deleted", async () => {
  const { Key: source } = await put("checked");
  const Key = newKey();
  const copy = () =>
    s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${source}`, IfNoneMatch: "*" }));
  await copy();
  await expect(copy()).rejects.toMatchObject({ name: "PreconditionFailed", $metadata: { httpStatusCode: 412 } });
  await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await copy();
  expect(await textOf(Key)).toBe("checked");
});

test("an object is put in one call, and replaced as another version", async () => {
  const Key = newKey();
  const first = await s3.send(new PutObjectCommand({ Bucket, Key, Body: "one", ContentType: "text/csv" }));
  const second = await s3.send(new PutObjectCommand({ Bucket, Key, Body: "two" }));
  expect([await textOf(Key, first.VersionId), await textOf(Key, second.VersionId)]).toEqual(["one", "two"]);
  expect((await s3.send(new HeadObjectCommand({ Bucket, Key, VersionId: first.VersionId }))).ContentType).toBe(
    "text/csv",
  );
});

describe("an upload in parts", () => {
  const begin = async (Key = newKey()) => ({
    Bucket,
    Key,
    UploadId: (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId,
  });
  type Begun = Awaited<ReturnType<typeof begin>>;
  const part = async (to: Begun, PartNumber: number, Body: Uint8Array) => ({
    PartNumber,
    ETag: (await s3.send(new UploadPartCommand({ ...to, PartNumber, Body }))).ETag,
  });
  const complete = (to: Begun, ...Parts: { PartNumber: number; ETag: string | undefined }[]) =>
    s3.send(new CompleteMultipartUploadCommand({ ...to, MultipartUpload: { Parts } }));
  const big = randomBytes(5 * 1024 * 1024);

  test("makes one object of a stream of any length, byte for byte, of the type that was given", async () => {
    const body = randomBytes(12 * 1024 * 1024 + 1);
    const Key = newKey();
    const params = { Bucket, Key, Body: Readable.from([body.subarray(0, 7_000_000), body.subarray(7_000_000)]) };
    const { VersionId } = await new Upload({ client: s3, params: { ...params, ContentType: "text/csv" } }).done();
    const got = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    expect(got.ContentType).toBe("text/csv");
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
  });

  test("is nowhere to be found before it is complete, and leaves nothing where it is given up", async () => {
    const begun = await begin();
    const one = await part(begun, 1, big);
    await expect(textOf(begun.Key)).rejects.toBeInstanceOf(NoSuchKey);
    await s3.send(new AbortMultipartUploadCommand(begun));
    await expect(complete(begun, one)).rejects.toMatchObject({ name: "NoSuchUpload" });
    expect(readdirSync(join(dataDir, "files", Bucket, "parts"))).toEqual([]);
  });

  test("takes a part that is sent twice once, and parts that came in any order", async () => {
    const begun = await begin();
    const last = await part(begun, 2, Buffer.from("end"));
    await part(begun, 1, randomBytes(5 * 1024 * 1024));
    await complete(begun, await part(begun, 1, big), last);
    expect(await textOf(begun.Key)).toBe(Buffer.concat([big, Buffer.from("end")]).toString());
  });

  test("is refused with a part that never came, that is too small, or for another key", async () => {
    const begun = await begin();
    const [small, last] = [await part(begun, 1, Buffer.from("x")), await part(begun, 2, Buffer.from("y"))];
    await expect(complete(begun, small, last)).rejects.toMatchObject({ name: "EntityTooSmall" });
    await expect(complete(begun, { ...small, PartNumber: 3 })).rejects.toMatchObject({ name: "InvalidPart" });
    await expect(complete({ ...begun, Key: newKey() }, small)).rejects.toMatchObject({ name: "NoSuchUpload" });
  });
});

test("part of an object is read by a range", async () => {
  const { Key } = await put("0123456789");
  const part = async (Range: string) => {
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
    return [await answer.Body?.transformToString(), answer.ContentRange];
  };
  expect(await part("bytes=0-3")).toEqual(["0123", "bytes 0-3/10"]);
  expect(await part("bytes=7-")).toEqual(["789", "bytes 7-9/10"]);
  expect(await part("bytes=-2")).toEqual(["89", "bytes 8-9/10"]);
  expect(await part("bytes=5-4100")).toEqual(["56789", "bytes 5-9/10"]);
  await expect(part("bytes=10-")).rejects.toMatchObject({ name: "InvalidRange" });
});

test("a presigned address sets how the file is saved, whatever its name, and nobody can change that", async () => {
  const { Key, version } = await put("x");
  const disposition = `attachment; filename="a_b.txt"; filename*=UTF-8''%E8%A9%A6%E9%A8%93%20%28a%29%27b.txt`;
  const command = new GetObjectCommand({
    Bucket,
    Key,
    VersionId: version,
    ResponseContentDisposition: disposition,
    ResponseContentType: "application/octet-stream",
    ResponseCacheControl: "private, no-store",
  });
  const url = await getSignedUrl(s3, command, { expiresIn: 60 });
  expect(new URL(url).hostname).toBe("127.0.0.1");
  const answer = await fetch(url, { headers: { origin: page } });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-disposition": disposition,
    "content-type": "application/octet-stream",
    "cache-control": "private, no-store",
    "x-amz-version-id": version,
    "access-control-allow-origin": page,
  });
  const changed = url.replace("=attachment", "=inline");
  expect(await codeIn(await fetch(changed))).toEqual([403, "SignatureDoesNotMatch"]);
  expect(await codeIn(await fetch(url.replace(Key, "uploads/other")))).toEqual([403, "SignatureDoesNotMatch"]);
  expect(await codeIn(await fetch(url, { method: "DELETE" }))).toEqual([403, "SignatureDoesNotMatch"]);
});

test("a presigned address is good for its time, no earlier and no longer", async () => {
  const { Key } = await put("x");
  const signingDate = new Date(Date.now() + 3600_000);
  const early = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60, signingDate });
  expect(await codeIn(await fetch(early))).toEqual([403, "AccessDenied"]);
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 59_000 });
  try {
    expect((await fetch(url)).status).toBe(200);
    vi.setSystemTime(Date.now() + 3_000);
    expect(await codeIn(await fetch(url))).toEqual([403, "AccessDenied"]);
  } finally {
    vi.useRealTimers();
  }
});

test("nothing is read or deleted without a signature, or with another's", async () => {
  const { Key } = await put("x");
  expect(await codeIn(await fetch(`${files.endpoint}/${Bucket}/${Key}`))).toEqual([403, "AccessDenied"]);
  const stranger = clientWith({ ...keys, secretAccessKey: "guess" });
  const get = new GetObjectCommand({ Bucket, Key });
  await expect(stranger.send(get)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  await expect(s3.send(new GetObjectCommand({ Bucket: "none", Key }))).rejects.toMatchObject({ name: "NoSuchBucket" });
});

test("CORS: the client's pages may post and see the answer; others are told nothing", async () => {
  const preflight = (origin: string, method: string, bucket = Bucket) =>
    fetch(`${files.endpoint}/${bucket}`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": method, "access-control-request-headers": "X-Any" },
    });
  const allowed = await preflight(page, "POST");
  expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([200, page]);
  expect(allowed.headers.get("access-control-allow-headers")).toBe("x-any");
  expect((await preflight("https://evil.example", "POST")).status).toBe(403);
  expect((await preflight(page, "DELETE")).status).toBe(403);
  expect((await preflight(page, "POST", "plain")).status).toBe(403);
  const refused = await post(await form(newKey(), 2), "hello");
  expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([400, page]);
  const strange = await post(await form(newKey(), 10), "hello", "https://evil.example");
  expect(strange.headers.get("access-control-allow-origin")).toBeNull();
});

test("a bucket without versions keeps the last upload only", async () => {
  const { Key, version } = await put("first", newKey(), "plain");
  await put("second", Key, "plain");
  expect(version).toBe("");
  const get = new GetObjectCommand({ Bucket: "plain", Key });
  expect(await (await s3.send(get)).Body?.transformToString()).toBe("second");
  await s3.send(new DeleteObjectCommand({ Bucket: "plain", Key }));
  await expect(s3.send(get)).rejects.toBeInstanceOf(NoSuchKey);
});

test("keys with any letters lead to their own objects and to no other folder", async () => {
  const odd = ["../../evil", "a b+c", "ünï/試験", "x'()*!", "%2e%2e/x"];
  for (const Key of odd) await put(Key, Key);
  expect(await Promise.all(odd.map((Key) => textOf(Key)))).toEqual(odd);
  expect(readdirSync(dataDir)).toEqual(["files"]);
});

test("many at once are all kept, and after a restart they are there", async () => {
  const bodies = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(1000));
  const stored = await Promise.all(bodies.map((body) => put(body)));
  await files.stop();
  await start();
  expect(await Promise.all(stored.map(({ Key }) => textOf(Key)))).toEqual(bodies);
});
