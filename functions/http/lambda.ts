import middy from "@middy/core";
import type { APIGatewayProxyEventV2 as Event } from "aws-lambda";
import type { Result, Route } from "../contract/route.ts";
import type { Answer } from "../store/requests.ts";
import { answer } from "./answer.ts";
import { errorsAndLog } from "./errorsAndLog.ts";
import { parse } from "./request.ts";

/** The Lambda of a route: errors become problem answers, and each invocation leaves a line in the log. */
export const lambda = (route: Pick<Route, "method" | "path">, respond: (event: Event) => Promise<Answer>) =>
  middy<Event, Answer>().use(errorsAndLog(route)).handler(respond);

/** A Lambda that anybody may call. It loads neither the AWS SDK nor the verifier of tokens. */
export const publicEndpoint = <R extends Route>(route: R, run: () => Promise<Result<R>> | Result<R>) =>
  lambda(route, async (event) => {
    parse(route, event);
    return answer(route, await run());
  });
