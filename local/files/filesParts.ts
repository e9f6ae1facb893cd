import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { plain } from "../plainText.ts";
import { filesError } from "./filesError.ts";
import type { Files, Version } from "./filesStore.ts";
import { aboutObject, bodyOf } from "./filesUpload.ts";

/** A part but the last must have this many bytes. */
const leastPart = 5 * 1024 * 1024;
type Upload = Pick<Version, "key" | "contentType" | "metadata">;

/** Begins an upload in parts; gives its id. */
export async function beginParts({ headers }: IncomingMessage, files: Files, key: string): Promise<string> {
  const id = randomUUID();
  await mkdir(join(files.partsFolder, id), { recursive: true });
  await writeFile(join(files.partsFolder, id, "upload.json"), JSON.stringify({ key, ...aboutObject(headers) }));
  return id;
}

/** Keeps one part, or replaces it; gives its tag. */
export async function putPart(request: IncomingMessage, files: Files, id: string, part: string): Promise<string> {
  await uploadOf(files, id);
  const body = await bodyOf(request);
  await writeFile(join(files.partsFolder, id, String(Number(part))), body);
  return tagOf(body);
}

/** Makes one object of the parts that the request lists. */
export async function completeParts(request: IncomingMessage, files: Files, id: string, key: string): Promise<Version> {
  const upload = await uploadOf(files, id);
  if (upload.key !== key) throw missing();
  const text = Buffer.from(await bodyOf(request)).toString();
  const listed = [...text.matchAll(/<Part>.*?<\/Part>/gs)].map(([one]) => ({
    number: /<PartNumber>(\d+)</.exec(one)?.[1] ?? "",
    tag: (/<ETag>(.*?)</.exec(one)?.[1] ?? "").replaceAll("&quot;", '"'),
  }));
  const parts = await Promise.all(listed.map(({ number, tag }) => partOf(files, id, number, tag)));
  if (parts.slice(0, -1).some(({ length }) => length < leastPart)) {
    throw filesError(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  }
  const made = await files.put(key, Buffer.concat(parts), upload);
  await forgetParts(files, id);
  return made;
}

export async function forgetParts(files: Files, id: string): Promise<void> {
  await uploadOf(files, id);
  await rm(join(files.partsFolder, id), { recursive: true, force: true });
}

export const begunXml = (bucket: string, key: string, id: string): string =>
  `<InitiateMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${plain(key)}</Key>\
<UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;

export const completedXml = (bucket: string, { key, etag }: Version): string =>
  `<CompleteMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${plain(key)}</Key>\
<ETag>${plain(etag)}</ETag></CompleteMultipartUploadResult>`;

async function uploadOf(files: Files, id: string): Promise<Upload> {
  if (!/^[\w-]+$/.test(id)) throw missing();
  const text = await readFile(join(files.partsFolder, id, "upload.json"), "utf8").catch(() => {
    throw missing();
  });
  return JSON.parse(text) as Upload;
}

async function partOf(files: Files, id: string, number: string, tag: string): Promise<Buffer> {
  const part = await readFile(join(files.partsFolder, id, number)).catch(() => undefined);
  if (part && tagOf(part) === tag) return part;
  throw filesError(400, "InvalidPart", "One or more of the specified parts could not be found.");
}

const tagOf = (body: Uint8Array): string => `"${createHash("md5").update(body).digest("hex")}"`;
const missing = () => filesError(404, "NoSuchUpload", "The specified upload does not exist.");
