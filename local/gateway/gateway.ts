import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Server as HeldPort } from "node:net";
import type { Duplex } from "node:stream";
import type { ProblemCode } from "../../functions/domain/problem.ts";
import type { Invoke } from "../lambda/lambda.ts";
import { portOf } from "../server.ts";
import type { RouteWire } from "../template/wires.ts";
import { type Answer, answerOf, refusal } from "./gatewayAnswer.ts";
import { eventOf, TooLarge } from "./gatewayEvent.ts";
import { matcherOf } from "./gatewayRoutes.ts";

/** Serves a request that is not the API's, or says that it is not its own. */
export type Front = (request: IncomingMessage, response: ServerResponse, path: string) => boolean | Promise<boolean>;
/** Takes over the connections of one path. */
export type Upgrade = { path: string; take(request: IncomingMessage, socket: Duplex, head: Buffer): void };
type Options = {
  /** 0 takes any free one. */
  port: number | HeldPort;
  routes: readonly RouteWire[];
  invoke: Invoke;
  front?: Front;
  upgrade?: Upgrade | undefined;
};
export type Gateway = { port: number; url: string; stop(): Promise<void> };

/** The service ends a request whose integration has not answered by then. */
const integrationMs = 30_000;
const largestHeader = 10_240;
/** Node's 5 seconds end a connection at the moment when a busy client uses it again; its request is lost. */
const idleMs = 65_000;

/**
 * Serves the routes of an HTTP API as API Gateway does, with events of payload format 2.0.
 *
 * The JWT authorizer of the template is not enforced here. The handlers verify the same token again, so nobody gets in
 * that should not; and the local answer carries the product's own problem+json with what is wrong, where the deployed
 * gateway answers 401 in a form of its own before any handler runs.
 */
export async function startGateway({ port, routes, invoke, front = () => false, upgrade }: Options): Promise<Gateway> {
  const match = matcherOf(routes);
  // Whoever offers to upgrade elsewhere is answered as if they had not.
  const shouldUpgradeCallback = ({ url = "" }: IncomingMessage) => url.split("?")[0] === upgrade?.path;
  const server = createServer({ maxHeaderSize: largestHeader, shouldUpgradeCallback }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!request.destroyed) console.error("The gateway failed:", error);
      if (!response.headersSent) send(response, refusal("internal", "Internal Server Error"));
      else response.destroy();
    });
  });

  server.keepAliveTimeout = idleMs;
  if (upgrade) server.on("upgrade", upgrade.take);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = "/"] = (request.url ?? "/").split("?");
    if (await front(request, response, path)) return;
    const found = match(request.method ?? "GET", path);
    if (found === "malformed") return send(response, refusal("malformed", "Bad Request"));
    if (!found) return send(response, refusal("not_found", "Not Found"));
    try {
      const event = await eventOf(request, found);
      send(response, await integrate(invoke(found.route.function, event), event.requestContext.requestId));
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      response.shouldKeepAlive = false; // the rest of the body is not read
      send(response, refusal("too_large", "Request Entity Too Large"));
    }
  }

  await listen(server, port);
  const listening = portOf(server);
  return { port: listening, url: `http://localhost:${listening}`, stop: () => close(server) };
}

async function integrate(invocation: Promise<unknown>, requestId: string): Promise<Answer> {
  const { promise: late, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => resolve(refusal("unavailable", "Service Unavailable", requestId)), integrationMs);
  // What went wrong is in the log of the function; the caller learns nothing of it.
  const answer = invocation.then(
    (result) => answerOf(result, requestId),
    ({ name }: Error) => refusal(...(refused[name] ?? failed), requestId),
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** What the gateway answers where Lambda does not carry out an invocation, by the name of Lambda's error. */
const refused: Record<string, Refused> = {
  TooManyRequestsException: ["unavailable", "Service Unavailable"],
  // A body that the gateway takes, up to 10 MB, may be more than a function does.
  RequestEntityTooLargeException: ["too_large", "Request Entity Too Large"],
};
const failed: Refused = ["internal", "Internal Server Error"];
type Refused = [code: ProblemCode, message: string];

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const length = status === 204 || status === 304 ? {} : { "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

async function listen(server: Server, port: number | HeldPort): Promise<void> {
  await once(typeof port === "number" ? server.listen(port, "127.0.0.1") : server.listen(port), "listening");
}

/** Takes no more requests; those under way get a moment to be answered. */
async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 1000);
  await closed;
  clearTimeout(timer);
}
