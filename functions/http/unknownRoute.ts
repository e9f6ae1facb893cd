import middy from "@middy/core";
import type { APIGatewayProxyEventV2 as Event } from "aws-lambda";
import { Problem } from "../domain/problem.ts";
import type { Answer } from "../store/requests.ts";
import { observed } from "./observed.ts";

/** What the gateway calls for an address that is not in the list of routes. */
export const handler = middy<Event, Answer>()
  .use(observed({ method: "GET", path: "/v1/$default" }))
  .handler(() => {
    throw new Problem("not_found", "there is nothing at this address");
  });
