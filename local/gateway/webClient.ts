import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { cacheControl, contentSecurityPolicy, permissionsPolicy, referrerPolicy } from "../../lib/web/webHeaders.ts";
import { projectRoot } from "../template/templateSynth.ts";
import type { Front } from "./gateway.ts";
import { builtClient } from "./webBuild.ts";
import { noticePage } from "./webNotice.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};
/** Addresses of the service itself: no page of the client is there. */
const notPages = /^\/(v1|cognito|socket|outbox)(\/|\.|$)/;
/** Whoever asks before the client is built waits this long, and is then told: milliseconds. */
const patience = 5_000;

/** Whether the request is for the service itself, and not for the client. */
export const isElsewhere = ({ method }: IncomingMessage, path: string): boolean =>
  (method !== "GET" && method !== "HEAD") || notPages.test(path);

/** Pages are for browsers; whoever else asks for something unknown is answered by the API. */
const isAsked = ({ headers }: IncomingMessage, path: string): boolean =>
  path === "/" || path.startsWith("/docs") || extname(path) !== "" || String(headers.accept).includes("text/html");

/** Serves the web client: its files, and its one page for every address that it shows something at. */
export const webClient: Front = async (request, response, path) => {
  if (isElsewhere(request, path) || !isAsked(request, path)) return false;
  const root = await Promise.race([builtClient(), pause(patience, null, { ref: false })]).catch(String);
  if (root === null || !existsSync(root)) send(request, response, noticePage(root));
  else send(request, response, answerAt(root, path));
  return true;
};

type Answer = { status: number; headers: OutgoingHttpHeaders; body: string | Buffer };

function answerAt(root: string, path: string): Answer {
  const file = fileAt(root, path);
  if (!file) return { status: 404, headers: { "content-type": "text/plain" }, body: "There is nothing here.\n" };
  const body = readFileSync(file);
  const headers = {
    "content-type": types[extname(file)] ?? "application/octet-stream",
    "cache-control": file.includes(`${sep}assets${sep}`) ? cacheControl.named : cacheControl.other,
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
  };
  return { status: 200, headers, body };
}

function fileAt(root: string, path: string): string | null {
  const name = rewritten(path);
  const file = join(root, name);
  const isOurs = file.startsWith(root + sep) && !name.includes("/.") && !name.includes("\0");
  return isOurs && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

type Rewrite = (event: { request: { uri: string } }) => { uri: string };
const script = readFileSync(join(projectRoot, "lib/web/webRewrite.js"), "utf8");
/** The function that CloudFront runs, so that each address is here what it is there. */
const rewrite = new Function(`${script}; return handler;`)() as Rewrite;
const rewritten = (path: string): string => rewrite({ request: { uri: path } }).uri;

function send({ headers: asked }: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  if (headers.etag !== undefined && asked["if-none-match"] === headers.etag) {
    response.writeHead(304, { ...always, ...headers }).end();
    return;
  }
  const encoding = encodingFor(headers, asked["accept-encoding"]);
  const sent = encoding ? compressed(body, encoding, String(headers.etag)) : body;
  response.writeHead(status, {
    ...always,
    ...headers,
    ...(encoding && { "content-encoding": encoding }),
    vary: "accept-encoding",
    "content-length": Buffer.byteLength(sent),
  });
  response.end(sent);
}

type Encoding = "br" | "gzip";

/** As CloudFront does: what is text is compressed. */
function encodingFor({ etag, "content-type": type }: OutgoingHttpHeaders, accepted = ""): Encoding | null {
  if (!etag || !/text|json|svg/.test(String(type))) return null;
  return (["br", "gzip"] as const).find((one) => String(accepted).includes(one)) ?? null;
}

const compressions = new Map<string, Buffer>();

function compressed(body: string | Buffer, encoding: Encoding, etag: string): Buffer {
  const known = compressions.get(encoding + etag);
  if (known) return known;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  const done = encoding === "br" ? brotliCompressSync(body, { params }) : gzipSync(body);
  compressions.set(encoding + etag, done);
  return done;
}

/** As deployed, but that files and sockets are at this machine's addresses. */
const here = ["127.0.0.1", "localhost"].flatMap((host) => [`http://${host}:*`, `ws://${host}:*`]);
const always = {
  "cache-control": "no-store",
  "content-security-policy": contentSecurityPolicy(here),
  "permissions-policy": permissionsPolicy,
  "referrer-policy": referrerPolicy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
};
