import type * as z from "zod/mini";

/** One endpoint as outsiders see it. Its name in routes.ts is its handler's file, operationId, construct id and client method. */
export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: `/v1/${string}`;
  summary: string;
  /** Who may call it at all; what they may do there is up to the domain. */
  access: "public" | "signedIn";
  /** The status of success. */
  status: 200 | 201;
  params?: z.ZodMiniObject;
  query?: z.ZodMiniObject;
  body?: z.ZodMiniObject;
  result: z.ZodMiniType;
  /** `answers`: the response carries an ETag. `requires`: the request must name it in If-Match, too. */
  versioned?: "answers" | "requires";
};

/** What an Idempotency-Key may be, which any POST may carry: base64 too. */
export const idempotencyKey = /^[\w.:~+/=-]{1,255}$/;

/** The parsed type of one part of a route, or undefined where it declares none. */
export type Parsed<R extends Route, K extends "params" | "query" | "body"> =
  R extends Record<K, infer S extends z.ZodMiniType> ? z.output<S> : undefined;

/** What a client sends for one part of a route. */
export type Sent<R extends Route, K extends "params" | "query" | "body"> =
  R extends Record<K, infer S extends z.ZodMiniType> ? z.input<S> : undefined;

export type Result<R extends Route> = z.output<R["result"]>;
