import { randomUUID } from "node:crypto";
import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket, WebSocketServer } from "ws";
import type { Invoke } from "../lambda/lambda.ts";
import type { SocketRouteWire, SocketWire } from "../template/wires.ts";
import { messageEvent, type Source } from "./socketEvents.ts";

/** How long a client may stay without a message, and in all. */
export type Limits = { idleMs: number; lifeMs: number };
type Options = {
  server: WebSocketServer;
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  source: Source;
  wire: SocketWire;
  invoke: Invoke;
  limits: Limits;
};
export type Connection = {
  source: Source;
  lastActiveAt(): Date;
  /** Resolves when the message has left; fails where the client is gone. */
  send(text: string): Promise<void>;
  close(code: number, reason: string): void;
  terminate(): void;
  ended: Promise<{ code: number; reason: string }>;
};
export const closed = { abnormally: { code: 1006, reason: "Connection closed abnormally." } };

/** Completes the handshake and hands what the client sends to the functions; undefined where the client is gone already. */
export function startConnection({
  server,
  request,
  socket,
  head,
  source,
  wire,
  invoke,
  limits,
}: Options): Connection | undefined {
  let ws: WebSocket | undefined;
  server.handleUpgrade(request, socket, head, (made) => {
    ws = made;
  });
  if (!ws) return undefined;
  const client = ws;
  let activeAt = new Date();
  const expire = () => client.close(1001, "Going away");
  const life = setTimeout(expire, limits.lifeMs);
  const idle = setTimeout(expire, limits.idleMs);
  const active = () => {
    activeAt = new Date();
    idle.refresh();
  };
  const send = (text: string): Promise<void> => {
    active();
    return new Promise((resolve, reject) => client.send(text, (error) => (error ? reject(error) : resolve())));
  };
  client.on("error", () => {}); // "close" comes after it
  client.on("message", (data: Buffer, isBinary) => {
    active();
    const text = data.toString(isBinary ? "base64" : "utf8");
    answer(text, isBinary)
      .then((reply) => (reply === undefined ? undefined : send(reply)))
      .catch(() => {}); // the client is gone meanwhile
  });

  /** What goes back to the client: what the function says where the route has it so, and what the gateway itself says. */
  async function answer(body: string, isBinary: boolean): Promise<string | undefined> {
    const route = routeOf(wire, body);
    const problem = (message: string) =>
      JSON.stringify({ message, connectionId: source.connectionId, requestId: randomUUID() });
    if (!route) return problem("Forbidden");
    try {
      const result = await invoke(route.function, messageEvent(source, route.key, body, isBinary));
      const reply = (result as { body?: unknown } | null | undefined)?.body;
      return route.answers && typeof reply === "string" ? reply : undefined;
    } catch {
      return problem("Internal server error");
    }
  }

  const ended = new Promise<{ code: number; reason: string }>((resolve) => {
    client.on("close", (code, reason) => {
      clearTimeout(life);
      clearTimeout(idle);
      resolve({ code, reason: reason.toString() });
    });
  });
  const close = (code: number, reason: string) => client.close(code, reason);
  return { source, lastActiveAt: () => activeAt, send, close, terminate: () => client.terminate(), ended };
}

/** By the field that the API selects by ("$request.body.action"), else $default. */
function routeOf({ routes, selection }: SocketWire, body: string): SocketRouteWire | undefined {
  const field = /^\$request\.body\.(\w+)$/.exec(selection)?.[1];
  const key = field === undefined ? undefined : fieldOf(body, field);
  const named = routes.find((route) => route.key === key && !route.key.startsWith("$"));
  return named ?? routes.find((route) => route.key === "$default");
}

function fieldOf(body: string, field: string): unknown {
  try {
    return (JSON.parse(body) as Record<string, unknown> | null)?.[field];
  } catch {
    return undefined;
  }
}

/** Answers an upgrade with a status instead. */
export function refuse(socket: Duplex, status: number): void {
  const body = JSON.stringify({ message: STATUS_CODES[status] ?? "Refused" });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
