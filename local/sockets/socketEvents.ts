import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { SocketWire } from "../template/wires.ts";

/** Which connection an event is of. */
export type Source = ReturnType<typeof sourceOf>;

export const sourceOf = ({ headers, socket }: IncomingMessage, { apiId, stage }: SocketWire, connectionId: string) => ({
  connectionId,
  apiId,
  stage,
  domainName: headers.host ?? "localhost",
  connectedAt: Date.now(),
  identity: {
    sourceIp: String(socket.remoteAddress).replace(/^::ffff:/, ""),
    userAgent: headers["user-agent"] ?? "",
  },
});

/** What $connect is given: headers by the names that the client wrote, and the query. */
export function connectEvent(source: Source, { rawHeaders, url = "" }: IncomingMessage): object {
  const headers: Record<string, string[]> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = String(rawHeaders[index]);
    headers[name] = [...(headers[name] ?? []), String(rawHeaders[index + 1])];
  }
  const query: Record<string, string[]> = {};
  const [, search = ""] = url.split(/\?(.*)/s);
  for (const [name, value] of new URLSearchParams(search)) query[name] = [...(query[name] ?? []), value];
  return {
    headers: last(headers),
    multiValueHeaders: headers,
    ...(search !== "" && { queryStringParameters: last(query), multiValueQueryStringParameters: query }),
    requestContext: contextOf(source, "$connect", "CONNECT"),
    isBase64Encoded: false,
  };
}

export const messageEvent = (source: Source, routeKey: string, body: string, isBase64Encoded: boolean): object => ({
  requestContext: { ...contextOf(source, routeKey, "MESSAGE"), messageId: randomUUID() },
  body,
  isBase64Encoded,
});

export const disconnectEvent = (source: Source, { code, reason }: { code: number; reason: string }): object => ({
  headers: { Host: source.domainName },
  multiValueHeaders: { Host: [source.domainName] },
  requestContext: {
    ...contextOf(source, "$disconnect", "DISCONNECT"),
    disconnectStatusCode: code,
    disconnectReason: reason,
  },
  isBase64Encoded: false,
});

function contextOf(source: Source, routeKey: string, eventType: "CONNECT" | "MESSAGE" | "DISCONNECT") {
  const now = new Date();
  return {
    ...source,
    routeKey,
    eventType,
    messageDirection: "IN",
    requestId: randomUUID(),
    extendedRequestId: randomUUID(),
    requestTime: now.toUTCString(),
    requestTimeEpoch: now.getTime(),
  };
}

const last = (values: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, all]) => [name, String(all.at(-1))]));
