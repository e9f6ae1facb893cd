import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { CognitoError } from "cognito-local/lib/errors.js";
import { userCalls } from "./cognitoAccount.ts";
import { adminCalls } from "./cognitoAdmin.ts";
import { openPool, type Pool, type PoolOptions } from "./cognitoPool.ts";
import type { Call, Fields } from "./cognitoSignIn.ts";

export type { CognitoMessage } from "./cognitoPool.ts";

const largestBody = 65_536;
/** Not Authorization: a page of another origin can't even try the admin calls. */
const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST",
  "access-control-allow-headers":
    "cache-control,content-type,x-amz-target,x-amz-user-agent,amz-sdk-invocation-id,amz-sdk-request",
  "access-control-expose-headers": "x-amzn-errortype,x-amzn-requestid",
  "access-control-max-age": "600",
};

/** A user pool as the service behaves, for the gateway to mount: cognito-local behind a front that mends what it gets wrong. */
export async function startCognito(options: PoolOptions) {
  const pool = openPool(options);
  await pool.saved();
  const inTurn = queue();
  return {
    async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
      if (request.method === "OPTIONS") return void response.writeHead(204, cors).end();
      try {
        const { call, body } = await read(request, pool);
        // One at a time: cognito-local reads a user, waits, and writes the whole user back.
        const answer = await inTurn(() => call(pool, body)).finally(pool.saved);
        send(response, 200, answer);
      } catch (error) {
        sendError(response, error);
      }
    },
    jwks: () => pool.tokens.jwks,
    stop: () => pool.saved(),
  };
}

async function read(request: IncomingMessage, pool: Pool): Promise<{ call: Call; body: Fields }> {
  const target = String(request.headers["x-amz-target"]).replace(/^AWSCognitoIdentityProviderService\./, "");
  const body = await parse(request);
  if (Object.hasOwn(userCalls, target)) {
    const takesClient = !("AccessToken" in body) && target !== "SignUp";
    if (takesClient && body.ClientId !== pool.clientId) {
      throw new CognitoError("ResourceNotFoundException", `User pool client ${body.ClientId} does not exist.`);
    }
    return { call: userCalls[target] as Call, body };
  }
  if (!Object.hasOwn(adminCalls, target)) {
    throw new CognitoError("UnknownOperationException", `${target} is not served here`);
  }
  if (!request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 ")) {
    throw new CognitoError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  return { call: adminCalls[target] as Call, body };
}

async function parse(request: IncomingMessage): Promise<Fields> {
  if (request.method !== "POST") throw new CognitoError("UnknownOperationException", "POST only");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > largestBody) throw new CognitoError("SerializationException", "The request is too large");
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Fields;
  } catch {}
  throw new CognitoError("SerializationException", "The request is no JSON object");
}

function queue() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run);
    last = result.catch(() => {});
    return result;
  };
}

/** Dates go as seconds, which is what the client reads. */
function seconds(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  return original instanceof Date ? Math.floor(original.getTime() / 1000) : value;
}

function send(response: ServerResponse, status: number, body: object, more: Record<string, string> = {}): void {
  const headers = { ...cors, "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID(), ...more };
  response.writeHead(status, headers).end(JSON.stringify(body, seconds));
}

function sendError(response: ServerResponse, error: unknown): void {
  const known = error instanceof CognitoError;
  if (!known) console.error("Cognito:", error);
  const code = known ? error.code : "InternalErrorException";
  const message = known ? error.message : "Something went wrong";
  send(response, known ? 400 : 500, { __type: code, message }, { "x-amzn-errortype": code });
}
