import { Problem } from "../domain/problem.ts";
import { lambda } from "./lambda.ts";

/**
 * What the gateway calls for what is not in the list of routes. That is also a browser's question whether another origin may
 * call one of them: the gateway answers those itself only where no route takes them, and adds to this one what it allows.
 */
export const handler = lambda({ method: "GET", path: "/v1/$default" }, async ({ requestContext }) => {
  if (requestContext.http.method === "OPTIONS") return { statusCode: 204, headers: {}, body: "" };
  throw new Problem("not_found", "there is nothing at this address");
});
