import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { account } from "../template/templateNames.ts";
import type { Match } from "./gatewayRoutes.ts";

const largestBody = 10 * 1024 * 1024;
export class TooLarge extends Error {}

/** The request as a handler sees it: an event of payload format 2.0. */
export async function eventOf(
  request: IncomingMessage,
  { route, pathParameters }: Match,
): Promise<APIGatewayProxyEventV2> {
  const [rawPath = "/", ...rest] = (request.url ?? "/").split("?");
  const rawQueryString = rest.join("?");
  const { cookie, ...headers } = headersOf(request);
  const body = await bodyOf(request);
  const isText = isTextual(headers["content-type"]) && isUtf8(body);
  return {
    version: "2.0",
    routeKey: route.key,
    rawPath,
    rawQueryString,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*|,(?=[^;,\s]+=)/) }),
    headers,
    ...(rawQueryString !== "" && { queryStringParameters: queryOf(rawQueryString) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: contextOf(request, route.key, rawPath, headers),
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Names in lower case; what was sent more than once is joined by commas, so that a second Authorization shows. */
function headersOf({ rawHeaders, socket, headers: { host } }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = String(rawHeaders[index]).toLowerCase();
    const value = String(rawHeaders[index + 1]);
    if (hopByHop.has(name)) continue;
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return {
    ...headers,
    "x-forwarded-for": addressOf(socket.remoteAddress),
    "x-forwarded-port": host?.split(":")[1] ?? "80",
    "x-forwarded-proto": "http",
  };
}
const hopByHop = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "expect"]);

function queryOf(raw: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(raw)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return query;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    // Read on for a while: a client that is cut off while it sends never sees the answer.
    if (size > largestBody * 4) break;
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody) throw new TooLarge();
  return Buffer.concat(chunks);
}

const isTextual = (type = ""): boolean =>
  /^(text\/|application\/(json|javascript|xml)|[^;]*\+(json|xml))/i.test(type.trim());

function contextOf(request: IncomingMessage, routeKey: string, path: string, headers: Record<string, string>) {
  const now = new Date();
  const domainName = headers.host ?? "localhost";
  return {
    accountId: account,
    apiId: "local",
    domainName,
    domainPrefix: domainName.split(".")[0] ?? domainName,
    http: {
      method: request.method ?? "GET",
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: addressOf(request.socket.remoteAddress),
      userAgent: headers["user-agent"] ?? "",
    },
    requestId: randomUUID(),
    routeKey,
    stage: "$default",
    time: logTime(now),
    timeEpoch: now.getTime(),
  };
}

const addressOf = (address = ""): string => address.replace(/^::ffff:/, "");

/** "12/Mar/2026:19:03:58 +0000" */
function logTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
