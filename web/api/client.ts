import { routes } from "virtual:routes";
import type { Client } from "../../functions/contract/client.ts";
import { Refusal, type RefusedProblem } from "../../functions/contract/refusal.ts";
import { loadConfig } from "../session/config.ts";
import { givenUp } from "../session/patience.ts";
import { SignInRefused } from "../session/refusal.ts";
import { accessToken, distrustToken, loseSession } from "../session/session.ts";

/** No answer came: the network, or the service, is away. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

const tries = 3;

/** No answer came, or the first request is still at it. */
const isUncertain = (error: Error): boolean =>
  error instanceof Unreachable || (error instanceof Refusal && error.problem.code === "request_running");

/** For what carries an Idempotency-Key: asked again, nothing is done a second time. */
export const untilCertain = {
  retry: (failures: number, error: Error) => isUncertain(error) && failures < tries,
  retryDelay: (failures: number) => 500 * 2 ** failures,
};

type Input = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
};

/** A method for each operation of the OpenAPI document, typed by the contract. Throws Refusal or Unreachable. */
export const api = Object.fromEntries(
  Object.entries(routes).map(([name, [method, path]]) => [name, (input: Input = {}) => call(method, path, input)]),
) as unknown as Client;

async function call(method: string, path: string, input: Input) {
  const first = await send(method, path, input);
  if (first.status !== 401) return answered(first);
  if ((await problemIn(first)).code === "account_disabled") {
    loseSession("disabled");
    return answered(first);
  }
  // Signed out elsewhere, or the clock is off: once more with a new token.
  distrustToken();
  return answered(await send(method, path, input));
}

async function send(
  method: string,
  path: string,
  { params = {}, query = {}, body, headers }: Input,
): Promise<Response> {
  const [{ apiUrl }, token] = await Promise.all([loadConfig(), accessToken()]).catch((error: unknown) => {
    throw error instanceof SignInRefused ? error : new Unreachable("the sign-in service cannot be reached");
  });
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const address = new URL(filled, apiUrl);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") address.searchParams.set(name, String(value));
  }
  const request: RequestInit = {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: givenUp(),
  };
  return fetch(address, request).catch(() => {
    throw new Unreachable("the service cannot be reached");
  });
}

async function answered(response: Response) {
  if (!response.ok) throw new Refusal(response.status, await problemIn(response));
  const body: unknown = await response.json().catch((error: unknown) => {
    // An answer without a body is none that broke off.
    if (error instanceof SyntaxError) return null;
    throw new Unreachable("the answer broke off");
  });
  return { status: response.status, headers: response.headers, body };
}

/** What does not come from the API itself, such as a page of CloudFront's, says nothing that could be shown. */
async function problemIn(response: Response): Promise<RefusedProblem> {
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as Partial<RefusedProblem> | null;
  return { code: "unknown", detail: "", requestId: "", errors: [], ...body };
}
