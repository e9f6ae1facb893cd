import { Problem } from "../domain/problem.ts";
import { lambda } from "./lambda.ts";

/** What the gateway calls for an address that is not in the list of routes. */
export const handler = lambda({ method: "GET", path: "/v1/$default" }, async () => {
  throw new Problem("not_found", "there is nothing at this address");
});
