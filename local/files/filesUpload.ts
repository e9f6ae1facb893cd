import type { IncomingMessage } from "node:http";
import { filesError } from "./filesError.ts";
import { mustBeAllowed } from "./filesPolicy.ts";
import type { Keys } from "./filesSignature.ts";
import type { Files, Version } from "./filesStore.ts";

/** Nothing here is allowed to be larger, and a body is taken into memory. */
const largestBody = 100 * 1024 * 1024;

/** Takes an upload form as S3 does: fields first, the file last, all of it as its policy says. */
export async function upload(request: IncomingMessage, bucket: string, files: Files, keys: Keys): Promise<Uploaded> {
  const { fields, body } = await formOf(request);
  mustBeAllowed({ bucket, fields, size: body.length, keys });
  const key = fields.get("key") ?? "";
  if (key === "" || Buffer.byteLength(key) > 1024) throw invalid("Bucket POST must contain a field named 'key'.");
  const version = await files.put(key, body, aboutObject(Object.fromEntries(fields)));
  const wished = Number(fields.get("success_action_status"));
  return { version, status: wished === 200 || wished === 201 ? wished : 204 };
}

type Uploaded = { version: Version; status: number };

const metadataPrefix = "x-amz-meta-";

/** What fields or headers say of an object. */
export function aboutObject(given: NodeJS.Dict<string | string[]>): Pick<Version, "contentType" | "metadata"> {
  const metadata = Object.entries(given).filter(([name]) => name.startsWith(metadataPrefix));
  return {
    contentType: String(given["content-type"] ?? "binary/octet-stream"),
    metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice(metadataPrefix.length), String(value)])),
  };
}

async function formOf(request: IncomingMessage): Promise<{ fields: Map<string, string>; body: Uint8Array }> {
  const fields = new Map<string, string>();
  for (const [name, value] of await parsed(request)) {
    // What comes after the file is not looked at.
    if (name === "file") return { fields, body: typeof value === "string" ? Buffer.from(value) : await value.bytes() };
    if (typeof value !== "string" || fields.has(name.toLowerCase()))
      throw invalid(`The field ${name} is no text, or there twice`);
    fields.set(name.toLowerCase(), value);
  }
  throw invalid("POST requires exactly one file upload per request.");
}

/** All of a body that says how long it is, and is no longer than memory takes. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const { "content-length": length } = request.headers;
  if (length === undefined)
    throw filesError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
  if (Number(length) > largestBody) {
    request.resume();
    throw filesError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
  }
  return Buffer.concat(await request.toArray());
}

async function parsed(request: IncomingMessage): Promise<FormData> {
  const { "content-type": type = "" } = request.headers;
  const body = await bodyOf(request);
  try {
    return await new Response(body, { headers: { "content-type": type } }).formData();
  } catch {
    throw filesError(
      400,
      "MalformedPOSTRequest",
      "The body of your POST request is not well-formed multipart/form-data.",
    );
  }
}

const invalid = (message: string) => filesError(400, "InvalidArgument", message);
