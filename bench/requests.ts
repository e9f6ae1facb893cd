import { createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Route } from "../functions/contract/route.ts";
import { type RouteName, routes } from "../functions/contract/routes.ts";
import type { Engines } from "../test/store/engines.ts";

export type Sent = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
};

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const kid = "bench";
/** The public keys of whoever signs the tokens of a benchmark, as a user pool publishes its own. */
export const publicKeys = JSON.stringify({
  keys: [{ ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" }],
});

/** Publishes the keys on an address of their own. */
export async function publishKeys(): Promise<{ url: string; stop: () => void }> {
  const server = createServer((_, response) => response.end(publicKeys)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/jwks.json`, stop: () => server.close() };
}

/** A request as the gateway hands it to a handler, by somebody who is signed in. */
export function requestOf(engines: Engines, accountId: string, name: RouteName, sent: Sent = {}) {
  const { method, path }: Route = routes[name];
  const params = Object.entries(sent.params ?? {});
  const rawPath = params.reduce((filled, [key, value]) => filled.replace(`{${key}}`, value), path as string);
  return {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath,
    rawQueryString: "",
    headers: {
      authorization: `Bearer ${tokenOf(engines, accountId)}`,
      "content-type": "application/json",
      ...sent.headers,
    },
    ...(sent.params && { pathParameters: sent.params }),
    ...(sent.query && { queryStringParameters: sent.query }),
    ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
    requestContext: { requestId: randomUUID(), http: { method, path: rawPath } },
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function tokenOf({ userPoolId, clientId }: Engines, sub: string): string {
  const iat = Math.floor(Date.now() / 1000);
  const iss = `https://cognito-idp.${userPoolId.split("_")[0]}.amazonaws.com/${userPoolId}`;
  const claims = { sub, iss, client_id: clientId, token_use: "access", iat, exp: iat + 3600 };
  const signed = `${part({ alg: "RS256", kid })}.${part(claims)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
}
