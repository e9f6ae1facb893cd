import type { IncomingMessage, ServerResponse } from "node:http";
import type { Front } from "../gateway/gateway.ts";
import type { Mail } from "./mail.ts";
import type { Outbox } from "./outbox.ts";
import { outboxPage } from "./outboxPage.ts";

/** Serves the outbox: /outbox to look at, /outbox.json as data, POST /outbox/engine {"running": false} to take e-mail down. */
export function outboxFront(outbox: Outbox, mail: Mail): Front {
  return async (request, response, path) => {
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (path === "/outbox" && isRead) sendPage(response, outboxPage(outbox.list(), mail.isRunning()));
    else if (path === "/outbox.json" && isRead)
      sendJson(response, 200, { running: mail.isRunning(), sent: outbox.list() });
    else if (path === "/outbox/engine" && request.method === "POST") await turn(request, response, mail);
    else return false;
    return true;
  };
}

async function turn(request: IncomingMessage, response: ServerResponse, mail: Mail): Promise<void> {
  const running = await asked(request);
  if (running === undefined)
    return sendJson(response, 400, { message: 'send {"running": true} or {"running": false}' });
  if (running) await mail.startMail();
  else await mail.stopMail();
  sendJson(response, 200, { running: mail.isRunning() });
}

/** The type of the content keeps pages of other origins out: a browser would ask first, and get no leave. */
async function asked(request: IncomingMessage): Promise<boolean | undefined> {
  if (request.headers["content-type"]?.split(";")[0]?.trim() !== "application/json") return undefined;
  try {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { running?: unknown } | null;
    return typeof body?.running === "boolean" ? body.running : undefined;
  } catch {
    return undefined;
  }
}

const sendJson = (response: ServerResponse, status: number, body: object): void =>
  send(response, status, "application/json", JSON.stringify(body), "default-src 'none'");
const sendPage = (response: ServerResponse, page: string): void =>
  send(response, 200, "text/html; charset=utf-8", page, pagePolicy);
/** Holds in the frames of the e-mails as well: no script runs, and no picture reports who looked at it. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'";

function send(response: ServerResponse, status: number, type: string, body: string, policy: string): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
  response.end(body);
}
