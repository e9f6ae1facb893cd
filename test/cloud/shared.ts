import { inject } from "vitest";
import type { Session } from "../../local/session.ts";
import { castOf } from "./desk.ts";

/** The local cloud that the files of the project "cloud" share, and the demo people in it. */
export const url = inject("url");
export const cast = await castOf(url);

/** A request as a client without the typed client would send it. */
export const send = (
  by: Session | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) =>
  fetch(new URL(path, url), {
    method,
    headers: {
      ...(by && { authorization: `Bearer ${by.accessToken}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
