import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { join } from "node:path";
import { listenHere } from "../server.ts";
import type { BucketWire } from "../template/wires.ts";
import { type Answer, type Bucket, type Call, respond } from "./filesCalls.ts";
import { corsHeaders } from "./filesCors.ts";
import { filesError, isFilesError, xmlOf } from "./filesError.ts";
import type { Keys } from "./filesSignature.ts";
import { openFiles } from "./filesStore.ts";

type Options = {
  dataDir: string;
  buckets: readonly BucketWire[];
  keys: Keys;
  /** Whose pages may come by CORS, where a bucket allows it at all. */
  origins: string[];
  /** Where to listen, if there is nobody. */
  port?: number;
};

/**
 * Serves the buckets of the template in the protocol of S3, as far as this project speaks it: upload forms with their
 * policies, signed GET, HEAD and DELETE, versions, CORS. The embedded engine takes no form over 11 MB, keeps no
 * versions and looks at no policy.
 */
export async function startFiles({ dataDir, buckets, keys, origins, port = 0 }: Options) {
  const byName = new Map<string, Bucket>();
  for (const one of buckets)
    byName.set(one.name, { ...one, files: openFiles(join(dataDir, "files", one.name), one.isVersioned) });

  const server = createServer(async (request, response) => {
    let cors: OutgoingHttpHeaders = {};
    try {
      const call = callOf(request, byName);
      cors = corsHeaders(request, call.bucket.cors, origins) ?? {};
      const answer = request.method === "OPTIONS" ? preflight(cors) : await respond(call, keys);
      send(request, response, { ...answer, headers: { ...cors, ...answer.headers } });
    } catch (error) {
      if (!isFilesError(error) && !request.destroyed) console.error("The files could not be served:", error);
      const known = isFilesError(error) ? error : filesError(500, "InternalError", "We encountered an internal error.");
      const headers = { ...cors, ...known.headers, "content-type": "application/xml" };
      send(request, response, { status: known.status, headers, body: Buffer.from(xmlOf(known)) });
    }
  });
  return listenHere(server, port).catch(() => listenHere(server));
}

function callOf(request: IncomingMessage, buckets: Map<string, Bucket>): Call {
  const [path = "", ...search] = String(request.url).split("?");
  const [, name = "", ...rest] = path.split("/");
  const bucket = buckets.get(name);
  if (!bucket) throw filesError(404, "NoSuchBucket", "The specified bucket does not exist");
  try {
    const key = decodeURIComponent(rest.join("/"));
    return { request, path, query: new URLSearchParams(search.join("?")), bucket, key };
  } catch {
    throw filesError(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}

function preflight(cors: OutgoingHttpHeaders): Answer {
  if (Object.keys(cors).length > 0) return { status: 200 };
  throw filesError(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.");
}

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  { status, headers, body = Buffer.alloc(0) }: Answer,
): void {
  const length = status === 204 ? {} : { "content-length": body.length };
  response.writeHead(status, { "x-amz-request-id": randomUUID(), ...length, ...headers });
  response.end(method === "HEAD" ? undefined : body);
}
