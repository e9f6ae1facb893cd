import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listenHere } from "../server.ts";
import type { Connection } from "./socketConnection.ts";

const largestMessage = 128 * 1024;

/** The API by which functions reach connected clients, as the service has it, at an address of its own. */
export async function startSocketManagement(find: (id: string) => Connection | undefined) {
  const server = createServer((request, response) => {
    answer(request, find).then(
      ({ status, error, body }) => send(response, status, error, body),
      () => response.destroy(),
    );
  });
  return listenHere(server);
}

type Answer = { status: number; error?: string; body?: object };
const gone: Answer = { status: 410, error: "GoneException" };

async function answer(request: IncomingMessage, find: (id: string) => Connection | undefined): Promise<Answer> {
  const message = Buffer.concat(await request.toArray());
  const [, id] = /\/@connections\/([^/?]+)$/.exec(decodeURIComponent(request.url ?? "")) ?? [];
  if (!request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 ") || id === undefined) {
    return { status: 403, error: "ForbiddenException" };
  }
  const connection = find(id);
  if (!connection) return gone;
  if (request.method === "GET") return { status: 200, body: described(connection) };
  if (request.method === "DELETE") {
    connection.close(1000, "Connection closed normally.");
    return { status: 204 };
  }
  if (request.method !== "POST") return { status: 405, error: "MethodNotAllowedException" };
  if (message.length > largestMessage) return { status: 413, error: "PayloadTooLargeException" };
  return connection.send(message.toString()).then(
    () => ({ status: 200 }),
    () => gone,
  );
}

const described = ({ source, lastActiveAt }: Connection): object => ({
  connectedAt: new Date(source.connectedAt).toISOString(),
  identity: source.identity,
  lastActiveAt: lastActiveAt().toISOString(),
});

function send(response: ServerResponse, status: number, error: string | undefined, body: object | undefined): void {
  const type = error === undefined ? {} : { "x-amzn-errortype": error };
  const shown = error === undefined ? body : { message: error };
  response.writeHead(status, { "content-type": "application/json", ...type }).end(shown && JSON.stringify(shown));
}
