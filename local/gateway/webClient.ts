import { existsSync, readFileSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import type { Front } from "./gateway.ts";
import { builtClient } from "./webBuild.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};
/** Addresses of the service itself: no page of the client is there. */
const notPages = /^\/(v1|cognito|socket|outbox)(\/|\.|$)/;

/** Serves the web client: its files, and its one page for every address that it shows something at. */
export const webClient: Front = async (request, response, path) => {
  if ((request.method !== "GET" && request.method !== "HEAD") || notPages.test(path)) return false;
  const isPage = path === "/" || (extname(path) === "" && String(request.headers.accept).includes("text/html"));
  if (!isPage && extname(path) === "") return false;
  const root = await builtClient();
  const file = isPage ? join(root, "index.html") : fileAt(root, path);
  if (!file) return false;
  send(response, file);
  return true;
};

function fileAt(root: string, path: string): string | null {
  const file = normalize(join(root, decodeURIComponent(path)));
  return file.startsWith(root + sep) && existsSync(file) && statSync(file).isFile() ? file : null;
}

function send(response: ServerResponse, file: string): void {
  const body = readFileSync(file);
  const isNamedByContent = file.includes(`${sep}assets${sep}`);
  response.writeHead(200, {
    "content-type": types[extname(file)] ?? "application/octet-stream",
    "content-length": body.length,
    "cache-control": isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache",
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
  });
  response.end(body);
}

/** As deployed, but that files and sockets are at this machine's addresses. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' http://127.0.0.1:* http://localhost:* ws://127.0.0.1:* ws://localhost:*",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");
