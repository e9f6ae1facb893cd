import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { filesError, preconditionFailed } from "./filesError.ts";
import type { Files, Version } from "./filesStore.ts";

export type Download = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

/** What GET and HEAD give of an object: a certain version of it, or the newest. */
export async function download(
  files: Files,
  key: string,
  { headers }: IncomingMessage,
  query: URLSearchParams,
): Promise<Download> {
  const found = await versionAsked(files, key, query.get("versionId"));
  if (headers["if-match"] !== undefined && headers["if-match"] !== found.etag) {
    throw preconditionFailed();
  }
  const about = { ...describe(found, files.isVersioned), ...overrides(query) };
  const body = await files.read(found);
  const range = rangeOf(headers.range, body.length);
  if (!range) return { status: 200, headers: about, body };
  const [first, last] = range;
  const part = body.subarray(first, last + 1);
  return {
    status: 206,
    headers: { ...about, "content-length": part.length, "content-range": `bytes ${first}-${last}/${body.length}` },
    body: part,
  };
}

/** The version that a request asks for, or the newest. */
export async function versionAsked(files: Files, key: string, versionId: string | null): Promise<Version> {
  const found = versionId === null ? await files.latest(key) : await files.version(key, versionId);
  if (!found && versionId !== null) throw filesError(404, "NoSuchVersion", "The specified version does not exist.");
  if (found?.isDeleted && versionId !== null) {
    throw filesError(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", marked);
  }
  if (!found) throw filesError(404, "NoSuchKey", "The specified key does not exist.");
  if (found.isDeleted) {
    throw filesError(404, "NoSuchKey", "The specified key does not exist.", {
      ...marked,
      "x-amz-version-id": found.versionId,
    });
  }
  return found;
}
const marked = { "x-amz-delete-marker": "true" };

const describe = (
  { size, etag, at, versionId, contentType, metadata }: Version,
  isVersioned: boolean,
): OutgoingHttpHeaders => ({
  "content-type": contentType,
  "content-length": size,
  etag,
  "last-modified": new Date(at).toUTCString(),
  "accept-ranges": "bytes",
  ...(isVersioned && { "x-amz-version-id": versionId }),
  ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, inAscii(value)])),
});

/** response-content-disposition=... and the like: the request is signed, so whoever signed it wished for these. */
function overrides(query: URLSearchParams): OutgoingHttpHeaders {
  const names = [
    "content-type",
    "content-disposition",
    "content-language",
    "content-encoding",
    "cache-control",
    "expires",
  ];
  const wished = names.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === null ? [] : [[name, value] as const];
  });
  if (wished.some(([, value]) => /[^\t\x20-\x7e\x80-\xff]/.test(value))) {
    throw filesError(400, "InvalidArgument", "Header value cannot be represented using ISO-8859-1.");
  }
  return Object.fromEntries(wished);
}

/** One range of bytes; anything else that asks for ranges gets the whole. */
function rangeOf(header: string | undefined, size: number): [number, number] | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (first <= last) return [first, last];
  throw filesError(416, "InvalidRange", "The requested range is not satisfiable", {
    "content-range": `bytes */${size}`,
  });
}

const inAscii = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;
