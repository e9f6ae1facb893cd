import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocketServer } from "ws";
import type { Invoke } from "../lambda/lambda.ts";
import type { SocketWire } from "../template/wires.ts";
import { type Connection, closed, type Limits, refuse, startConnection } from "./socketConnection.ts";
import { connectEvent, disconnectEvent, sourceOf } from "./socketEvents.ts";
import { startSocketManagement } from "./socketManagement.ts";

type Options = { wire: SocketWire; invoke: Invoke; limits?: Limits };
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
export type Sockets = {
  /** Where the API for functions is: POST, GET and DELETE /@connections/{id}. */
  endpoint: string;
  upgrade: Upgrade;
  stop(): Promise<void>;
};

export const socketPath = "/socket";
/** The service's: ten minutes, two hours. */
const serviceLimits = { idleMs: 600_000, lifeMs: 7_200_000 };
const largestMessage = 128 * 1024;
const graceMs = 700;

/** Serves the WebSocket API of the template: $connect decides on each client, $disconnect hears of each that is gone. */
export async function startSockets({ wire, invoke, limits = serviceLimits }: Options): Promise<Sockets> {
  const server = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: largestMessage });
  const connections = new Map<string, Connection>();
  const leaving = new Set<Promise<unknown>>();
  let isStopping = false;
  const management = await startSocketManagement((id) => connections.get(id));
  const functionOf = (key: string) => wire.routes.find((route) => route.key === key)?.function;

  async function open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const source = sourceOf(request, wire, `${randomBytes(11).toString("base64url")}=`);
    const connect = functionOf("$connect");
    const status = connect ? await statusOf(invoke(connect, connectEvent(source, request))) : 200;
    if (status < 200 || status > 299) return refuse(socket, status);
    const connection = isStopping
      ? undefined
      : startConnection({ server, request, socket, head, source, wire, invoke, limits });
    if (!connection) return leave(source, closed.abnormally);
    connections.set(source.connectionId, connection);
    connection.ended.then((end) => {
      connections.delete(source.connectionId);
      leave(source, end);
    });
  }

  function leave(source: ReturnType<typeof sourceOf>, end: Awaited<Connection["ended"]>): void {
    const disconnect = functionOf("$disconnect");
    if (!disconnect) return;
    const told = invoke(disconnect, disconnectEvent(source, end)).catch(() => {}); // it is in the function's log
    leaving.add(told);
    told.finally(() => leaving.delete(told));
  }

  return {
    endpoint: management.endpoint,
    upgrade(request, socket, head) {
      socket.on("error", () => {});
      if (isStopping) return refuse(socket, 503);
      if (!isHandshake(request)) return refuse(socket, 400);
      void open(request, socket, head);
    },
    async stop() {
      if (isStopping) return;
      isStopping = true;
      await management.stop();
      const all = [...connections.values()];
      for (const { close } of all) close(1001, "Going away");
      const gone = Promise.all(all.map(({ ended }) => ended)).then(() => Promise.all(leaving));
      await Promise.race([gone, pause(graceMs, undefined, { ref: false })]);
      for (const { terminate } of connections.values()) terminate();
    },
  };
}

/** Looked at before any function hears of it: a client that can't be answered must not count as connected. */
const isHandshake = ({ method, headers }: IncomingMessage): boolean =>
  method === "GET" &&
  /^[+/0-9A-Za-z]{22}==$/.test(String(headers["sec-websocket-key"])) &&
  headers["sec-websocket-version"] === "13" &&
  headers.upgrade?.toLowerCase() === "websocket";

/** A function that fails is the gateway's fault, as far as the client can see. */
async function statusOf(invocation: Promise<unknown>): Promise<number> {
  try {
    const { statusCode } = ((await invocation) ?? {}) as { statusCode?: unknown };
    return Number.isInteger(statusCode) ? Number(statusCode) : 502;
  } catch {
    return 502;
  }
}
