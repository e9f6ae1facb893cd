import type { Result, Route } from "../contract/route.ts";
import type { Answer } from "../store/requests.ts";

/** What a route answers with: shaped by its own schema, so that nothing else can slip out. */
export function answer<R extends Route>(route: R, result: Result<R>, location?: string): Answer {
  const shaped = route.result.parse(result) as { version?: number };
  return {
    statusCode: route.status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(route.versioned && { etag: `"${shaped.version}"` }),
      ...(location && { location }),
    },
    body: JSON.stringify(shaped),
  };
}
