import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { plain } from "../plainText.ts";
import type { BucketWire } from "../template/wires.ts";
import { type Download, download, versionAsked } from "./filesDownload.ts";
import { denied, filesError, preconditionFailed } from "./filesError.ts";
import { beginParts, begunXml, completedXml, completeParts, forgetParts, putPart } from "./filesParts.ts";
import { type Keys, mustBeSigned } from "./filesSignature.ts";
import type { Files, Version } from "./filesStore.ts";
import { aboutObject, bodyOf, upload } from "./filesUpload.ts";

export type Bucket = BucketWire & { files: Files };
export type Call = { request: IncomingMessage; path: string; query: URLSearchParams; bucket: Bucket; key: string };
export type Answer = Partial<Download> & { status: number };

/** Does what a call asks for, if whoever made it may. */
export async function respond({ request, path, query, bucket, key }: Call, keys: Keys): Promise<Answer> {
  const { method = "", headers } = request;
  if (method === "POST" && key === "") return posted(request, bucket, keys);
  mustBeSigned({ method, path, query, headers }, keys);
  const uploadId = query.get("uploadId");
  if (method === "POST" && query.has("uploads")) return begun(request, bucket, key);
  if (uploadId !== null) return inParts(request, bucket, key, uploadId, query.get("partNumber"));
  if (key === "" || isAboutMore(query)) throw notServed("this call");
  if (method === "GET" || method === "HEAD") return download(bucket.files, key, request, query);
  if (method === "PUT" && headers["x-amz-copy-source"] !== undefined) return copied(request, bucket, key);
  if (method === "PUT") return stored(request, bucket, key);
  if (method === "DELETE") return deleted(bucket.files, key, query.get("versionId"));
  throw notServed(method);
}

/** An upload that is done: 204, or the 200 or 201 that its form asks for. */
async function posted(request: IncomingMessage, { name, files }: Bucket, keys: Keys): Promise<Answer> {
  if (!request.headers["content-type"]?.startsWith("multipart/form-data")) throw denied();
  const { version, status } = await upload(request, name, files, keys);
  const path = [name, ...version.key.split("/")].map(encodeURIComponent).join("/");
  const location = `http://${request.headers.host}/${path}`;
  const headers: OutgoingHttpHeaders = { location, ...written(files, version) };
  if (status !== 201) return { status, headers };
  return xml(
    201,
    headers,
    `<PostResponse><Location>${plain(location)}</Location><Bucket>${name}</Bucket>\
<Key>${plain(version.key)}</Key><ETag>${plain(version.etag)}</ETag></PostResponse>`,
  );
}

async function stored(request: IncomingMessage, { files }: Bucket, key: string): Promise<Answer> {
  const body = await bodyOf(request);
  return { status: 200, headers: written(files, await files.put(key, body, aboutObject(request.headers))) };
}

async function begun(request: IncomingMessage, { name, files }: Bucket, key: string): Promise<Answer> {
  return xml(200, {}, begunXml(name, key, await beginParts(request, files, key)));
}

/** What is done to an upload in parts: one more, all of them made one object, or none of it after all. */
async function inParts(
  request: IncomingMessage,
  { name, files }: Bucket,
  key: string,
  id: string,
  part: string | null,
): Promise<Answer> {
  if (request.method === "PUT" && part !== null) {
    return { status: 200, headers: { etag: await putPart(request, files, id, part) } };
  }
  if (request.method === "POST") {
    const made = await completeParts(request, files, id, key);
    return xml(200, written(files, made), completedXml(name, made));
  }
  if (request.method !== "DELETE") throw notServed("this call");
  await forgetParts(files, id);
  return { status: 204, headers: {} };
}

const written = ({ isVersioned }: Files, { etag, versionId }: Version): OutgoingHttpHeaders => ({
  etag,
  ...(isVersioned && { "x-amz-version-id": versionId }),
});

/** A copy within the bucket, unless there must not be one yet; its type and metadata are the source's, unless the request replaces them. */
async function copied({ headers }: IncomingMessage, { name, files }: Bucket, key: string): Promise<Answer> {
  const [path = "", query] = String(headers["x-amz-copy-source"]).replace(/^\//, "").split("?");
  if (!path.startsWith(`${name}/`)) throw notServed("copies between buckets");
  const sourceKey = decodeURIComponent(path.slice(name.length + 1));
  const source = await versionAsked(files, sourceKey, new URLSearchParams(query).get("versionId"));
  if (headers["if-none-match"] === "*") await mustBeNew(files, key);
  const about = headers["x-amz-metadata-directive"] === "REPLACE" ? aboutObject(headers) : source;
  const { etag, at, versionId } = await files.put(key, await files.read(source), about);
  const versions = { "x-amz-version-id": versionId, "x-amz-copy-source-version-id": source.versionId };
  return xml(
    200,
    files.isVersioned ? versions : {},
    `<CopyObjectResult><LastModified>${at}</LastModified><ETag>${plain(etag)}</ETag></CopyObjectResult>`,
  );
}

async function mustBeNew(files: Files, key: string): Promise<void> {
  const there = await files.latest(key);
  if (there && !there.isDeleted) throw preconditionFailed();
}

async function deleted(files: Files, key: string, versionId: string | null): Promise<Answer> {
  const marker = await files.remove(key, versionId ?? undefined);
  const about = marker && { "x-amz-delete-marker": "true", "x-amz-version-id": marker.versionId };
  return { status: 204, headers: about ?? (versionId === null ? {} : { "x-amz-version-id": versionId }) };
}

const xml = (status: number, headers: OutgoingHttpHeaders, body: string): Answer => ({
  status,
  headers: { ...headers, "content-type": "application/xml" },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`),
});

/** ?tagging, ?acl and the like are about something else than the object's bytes. */
const isAboutMore = (query: URLSearchParams): boolean =>
  [...query].some(([name, value]) => value === "" && !/^(x-amz-|response-|versionId)/i.test(name));
const notServed = (what: string) =>
  filesError(501, "NotImplemented", `The local cloud does not serve ${what}: the project does not use it.`);
