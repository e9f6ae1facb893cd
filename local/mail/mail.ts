import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { Email } from "aws-ses-v2-local/dist/store.js";
import { close, listenHere, portOf } from "../server.ts";
import type { Outbox } from "./outbox.ts";

export type Mail = {
  endpoint: string;
  isRunning(): boolean;
  /** Takes the engine down: connections end unanswered until it is up again. */
  stopMail(): Promise<void>;
  startMail(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Sends e-mail by SES v2 into the outbox. The engine forgets what it has when it ends, so a front before it keeps each
 * e-mail before the sender is told that it was sent.
 */
export async function startMail(outbox: Outbox): Promise<Mail> {
  let engine: Server | undefined = await startEngine();
  const front = createServer(async (request, response) => {
    try {
      if (!engine) throw new Error("the engine is down");
      await pass(request, response, portOf(engine), outbox);
    } catch {
      request.socket.destroy();
    }
  });
  const { endpoint, stop } = await listenHere(front);

  async function stopMail(): Promise<void> {
    const ended = engine;
    engine = undefined;
    if (ended) await close(ended);
  }
  return {
    endpoint,
    isRunning: () => engine !== undefined,
    stopMail,
    async startMail() {
      engine ??= await startEngine();
    },
    async stop() {
      await stop();
      await stopMail();
    },
  };
}

// CommonJS whose default export each loader puts elsewhere: require gives what it says.
const require = createRequire(import.meta.url);
const ses = require("aws-ses-v2-local") as typeof import("aws-ses-v2-local");
const { getStoreReadonly } =
  require("aws-ses-v2-local/dist/store.js") as typeof import("aws-ses-v2-local/dist/store.js");

const startEngine = (): Promise<Server> => ses.default({ host: "127.0.0.1", port: 0 });

async function pass(request: IncomingMessage, response: ServerResponse, port: number, outbox: Outbox): Promise<void> {
  const body = Buffer.concat(await request.toArray());
  const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, {
    method: request.method ?? "GET",
    headers: {
      "content-type": request.headers["content-type"] ?? "application/json",
      authorization: request.headers.authorization ?? "",
    },
    ...(body.length > 0 && { body }),
  });
  const text = await answer.text();
  if (answer.ok) keep(text, outbox);
  response.writeHead(answer.status, { "content-type": "application/json", ...errorHeader(answer.status) }).end(text);
}

function keep(answer: string, outbox: Outbox): void {
  const { MessageId: id } = JSON.parse(answer) as { MessageId?: string };
  const email = getStoreReadonly().emails.findLast(({ messageId }) => messageId === id);
  if (email) outbox.add(sentOf(email));
}

const sentOf = ({ messageId, from, destination: { to, cc, bcc }, replyTo, subject, body }: Email) => ({
  id: messageId,
  channel: "email" as const,
  from,
  to: [...to, ...cc, ...bcc],
  replyTo,
  subject,
  text: body.text ?? "",
  html: body.html ?? null,
});

/** The SDK names an error by this header; the engine leaves it out. */
const errorHeader = (status: number): Record<string, string> =>
  status === 400 ? { "x-amzn-errortype": "BadRequestException" } : {};
