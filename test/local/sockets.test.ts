import { once } from "node:events";
import { createConnection } from "node:net";
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import type { APIGatewayProxyWebsocketEventV2 } from "aws-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Gateway, startGateway } from "../../local/gateway/gateway.ts";
import { type Sockets, socketPath, startSockets } from "../../local/sockets/sockets.ts";
import { until } from "../../local/until.ts";

type Event = APIGatewayProxyWebsocketEventV2 & {
  headers?: Record<string, string>;
  queryStringParameters?: Record<string, string>;
};
const wire = {
  apiId: "live",
  stage: "live",
  selection: "$request.body.action",
  routes: [
    { key: "$connect", function: "connect", answers: false },
    { key: "$disconnect", function: "disconnect", answers: false },
    { key: "$default", function: "message", answers: true },
    { key: "shout", function: "shout", answers: false },
  ],
};

let answers: Record<string, (event: Event) => unknown> = {};
let events: { function: string; event: Event }[] = [];
let sockets: Sockets;
let gateway: Gateway;
let management: ApiGatewayManagementApiClient;

beforeEach(() => start());
afterEach(async () => {
  await Promise.all([sockets.stop(), gateway.stop()]);
});

async function start(limits = { idleMs: 60_000, lifeMs: 60_000 }): Promise<void> {
  events = [];
  answers = { connect: () => ({ statusCode: 200 }) };
  const invoke = async (name: string, event: unknown) => {
    events.push({ function: name, event: event as Event });
    return answers[name]?.(event as Event);
  };
  sockets = await startSockets({ wire, invoke, limits });
  const upgrade = { path: socketPath, take: sockets.upgrade };
  gateway = await startGateway({ port: 0, routes: [], invoke, upgrade });
  management = new ApiGatewayManagementApiClient({
    endpoint: sockets.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
}
async function restart(limits: { idleMs: number; lifeMs: number }): Promise<void> {
  await Promise.all([sockets.stop(), gateway.stop()]);
  await start(limits);
}

const address = () => `${gateway.url.replace("http", "ws")}${socketPath}`;
const client = (query = "", origin = "http://localhost:3000") => new WebSocket(address() + query, { origin });
async function opened(query = ""): Promise<WebSocket> {
  const socket = client(query);
  await once(socket, "open");
  return socket;
}
/** The status that the client is refused with. */
async function refusedWith(socket: WebSocket): Promise<number> {
  socket.on("error", () => {});
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode: number }];
  socket.terminate();
  return response.statusCode;
}
const heard = (name: string) => events.filter((one) => one.function === name).map(({ event }) => event);
const idOf = (index = 0) => String(heard("connect")[index]?.requestContext.connectionId);
const disconnected = () =>
  until(
    async () => heard("disconnect"),
    (all) => all.length > 0,
    "$disconnect",
  );
const messageOn = async (socket: WebSocket) => String(((await once(socket, "message")) as [Buffer])[0]);
const post = (ConnectionId: string, Data: string) =>
  management.send(new PostToConnectionCommand({ ConnectionId, Data }));

test("$connect gets the client's headers and query in the event of API Gateway", async () => {
  await opened("?ticket=abc&x=1&x=2");
  const [event] = heard("connect");
  expect(event).toMatchObject({
    headers: { Origin: "http://localhost:3000", Host: `localhost:${gateway.port}` },
    queryStringParameters: { ticket: "abc", x: "2" },
    multiValueQueryStringParameters: { x: ["1", "2"] },
    requestContext: {
      routeKey: "$connect",
      eventType: "CONNECT",
      stage: "live",
      apiId: "live",
      domainName: `localhost:${gateway.port}`,
      connectionId: expect.stringMatching(/^[\w-]{15}=$/),
      identity: { sourceIp: "127.0.0.1" },
      requestTimeEpoch: expect.any(Number),
    },
    isBase64Encoded: false,
  });
});

test.each([
  [403, () => ({ statusCode: 403 })],
  [401, () => ({ statusCode: 401, body: "no" })],
  [502, () => Promise.reject(new Error("broken"))],
  [502, () => undefined],
])("a client is refused with %i where $connect says so, and nobody hears of its end", async (status, answer) => {
  answers.connect = answer;
  expect(await refusedWith(client())).toBe(status);
  expect(heard("disconnect")).toEqual([]);
  await expect(post(idOf(), "x")).rejects.toBeInstanceOf(GoneException);
});

test("another path has no WebSocket, and a request that only offers an upgrade is answered as any other", async () => {
  const other = new WebSocket(gateway.url.replace("http", "ws"));
  expect(await refusedWith(other)).toBe(404);
  expect(heard("connect")).toEqual([]);
});

test("a handshake that can't be completed is refused before anybody hears of it", async () => {
  const raw = createConnection(gateway.port, "127.0.0.1");
  raw.end(`GET ${socketPath} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  const [answer] = (await once(raw, "data")) as [Buffer];
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  expect(events).toEqual([]);
});

test("a message goes to its route, else to $default, whose answer goes back to the client alone", async () => {
  answers.message = ({ body }) => ({ statusCode: 200, body: `heard ${body}` });
  answers.shout = () => ({ statusCode: 200, body: "not sent" });
  const [one, other] = [await opened(), await opened()];
  const others: unknown[] = [];
  other.on("message", (data) => others.push(data));
  one.send('{"action":"shout"}');
  one.send("hello");
  expect(await messageOn(one)).toBe("heard hello");
  expect(others).toEqual([]);
  expect(heard("shout")).toHaveLength(1);
  expect(heard("message")[0]).toMatchObject({
    body: "hello",
    requestContext: { routeKey: "$default", eventType: "MESSAGE", connectionId: idOf(), messageId: expect.any(String) },
  });
});

test("where a function fails the client learns only that", async () => {
  answers.message = () => Promise.reject(new Error("secret"));
  const socket = await opened();
  socket.send("x");
  expect(JSON.parse(await messageOn(socket))).toEqual({
    message: "Internal server error",
    connectionId: idOf(),
    requestId: expect.any(String),
  });
});

test("a client's end is told to $disconnect once, with its code", async () => {
  const socket = await opened();
  socket.close(4001, "bye");
  const [event] = await disconnected();
  expect(event?.requestContext).toMatchObject({
    routeKey: "$disconnect",
    eventType: "DISCONNECT",
    connectionId: idOf(),
    disconnectStatusCode: 4001,
    disconnectReason: "bye",
  });
});

test("a client that is torn away is told to $disconnect too, also where that was while $connect was deciding", async () => {
  (await opened()).terminate();
  await disconnected();
  events = [];
  const decided = Promise.withResolvers<unknown>();
  answers.connect = () => decided.promise;
  const socket = client();
  socket.on("error", () => {});
  await until(
    async () => heard("connect"),
    (all) => all.length > 0,
    "$connect",
  );
  socket.terminate();
  await new Promise((later) => setTimeout(later, 50));
  decided.resolve({ statusCode: 200 });
  expect((await disconnected())[0]?.requestContext.connectionId).toBe(idOf());
});

test("what a function posts reaches its client and no other", async () => {
  const [one, other] = [await opened(), await opened()];
  const others: unknown[] = [];
  other.on("message", (data) => others.push(data));
  const arriving = messageOn(one);
  await post(idOf(0), '{"type":"ticket → ü"}');
  expect(await arriving).toBe('{"type":"ticket → ü"}');
  expect(others).toEqual([]);
});

test("a connection that is gone, or never was, gets 410 GoneException for each call", async () => {
  const socket = await opened();
  socket.close();
  await disconnected();
  for (const ConnectionId of [idOf(), "never="]) {
    await expect(post(ConnectionId, "x")).rejects.toBeInstanceOf(GoneException);
    await expect(management.send(new GetConnectionCommand({ ConnectionId }))).rejects.toBeInstanceOf(GoneException);
    await expect(management.send(new DeleteConnectionCommand({ ConnectionId }))).rejects.toBeInstanceOf(GoneException);
  }
});

test("a function can ask about a connection and end it", async () => {
  const socket = await opened();
  const about = await management.send(new GetConnectionCommand({ ConnectionId: idOf() }));
  expect(about).toMatchObject({ ConnectedAt: expect.any(Date), Identity: { SourceIp: "127.0.0.1" } });
  const closing = once(socket, "close");
  await management.send(new DeleteConnectionCommand({ ConnectionId: idOf() }));
  expect((await closing)[0]).toBe(1000);
  await disconnected();
});

test("the management API takes no unsigned call", async () => {
  await opened();
  const answer = await fetch(`${sockets.endpoint}/@connections/${idOf()}`, { method: "POST", body: "x" });
  expect(answer.status).toBe(403);
});

test("too much in one message: 1009 for a client, 413 for a function", async () => {
  const socket = await opened();
  const tooMuch = "x".repeat(128 * 1024 + 1);
  await expect(post(idOf(), tooMuch)).rejects.toMatchObject({ $metadata: { httpStatusCode: 413 } });
  const closing = once(socket, "close");
  socket.send(tooMuch);
  expect((await closing)[0]).toBe(1009);
});

test("a connection without messages is ended, one with messages lives on until its time is over", async () => {
  await restart({ idleMs: 150, lifeMs: 500 });
  const [idle, busy] = [await opened(), await opened()];
  const begun = Date.now();
  const ending = Promise.all([once(idle, "close"), once(busy, "close").then(([code]) => [code, Date.now() - begun])]);
  const timer = setInterval(() => busy.send("x"), 50);
  const [[idleCode], [busyCode, after]] = await ending;
  clearInterval(timer);
  expect([idleCode, busyCode]).toEqual([1001, 1001]);
  expect(after).toBeGreaterThan(400);
});

test("a ping is answered, and is no message", async () => {
  const socket = await opened();
  socket.ping("x");
  await once(socket, "pong");
  expect(heard("message")).toEqual([]);
});

test("a stop closes every client and tells $disconnect of each", async () => {
  const all = [await opened(), await opened()];
  const codes = Promise.all(all.map(async (socket) => ((await once(socket, "close")) as [number])[0]));
  await sockets.stop();
  expect(await codes).toEqual([1001, 1001]);
  expect(heard("disconnect")).toHaveLength(2);
});
