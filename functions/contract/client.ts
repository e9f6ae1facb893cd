import { Refusal, type RefusedProblem } from "./refusal.ts";
import type { Result, Route, Sent } from "./route.ts";
import { type RouteName, routes } from "./routes.ts";

type Declared<R extends Route, K extends "params" | "query" | "body"> = {
  [P in K as Sent<R, P> extends undefined ? never : P]: Sent<R, P>;
};

/** What a call takes: the parts that its route declares, and headers such as If-Match or Idempotency-Key. No query is a must. */
export type CallInput<R extends Route> = Declared<R, "params" | "body"> &
  Partial<Declared<R, "query">> & { headers?: Record<string, string> };

export type Reply<T> = { status: number; headers: Headers; body: T };

export type Client = {
  [N in RouteName]: (input: CallInput<(typeof routes)[N]>) => Promise<Reply<Result<(typeof routes)[N]>>>;
};

/** A method for each route, typed by it. Throws Refusal for every answer but success. */
export function createClient(apiUrl: string, accessToken: () => string | Promise<string>): Client {
  const call = (route: Route) => async (input: AnyInput) => {
    const response = await fetch(new URL(addressOf(route, input), apiUrl), {
      method: route.method,
      headers: {
        ...(route.access === "signedIn" && { authorization: `Bearer ${await accessToken()}` }),
        ...(input.body !== undefined && { "content-type": "application/json" }),
        ...input.headers,
      },
      ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
    });
    const body: unknown = await response.json();
    if (!response.ok) throw new Refusal(response.status, body as RefusedProblem);
    return { status: response.status, headers: response.headers, body };
  };
  return Object.fromEntries(Object.entries(routes).map(([name, route]) => [name, call(route)])) as unknown as Client;
}

type AnyInput = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
};

function addressOf({ path }: Route, { params = {}, query = {} }: AnyInput): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `${filled}?${search}` : filled;
}
