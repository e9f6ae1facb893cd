import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2 as Event } from "aws-lambda";
import type { Route } from "../contract/route.ts";
import { Problem } from "../domain/problem.ts";
import type { Answer } from "../store/requests.ts";
import { logFailure, logInvocation } from "./log.ts";
import { problemAnswer } from "./problem.ts";

/** Turns errors into problem answers, and writes one line of log for each invocation. */
export function observed(route: Pick<Route, "method" | "path">): MiddlewareObj<Event, Answer> {
  const begun = new WeakMap<Event, number>();
  const log = (event: Event, status: number, code: string | null) =>
    logInvocation({
      route: `${route.method} ${route.path}`,
      requestId: event.requestContext.requestId,
      status,
      milliseconds: Math.round(performance.now() - (begun.get(event) ?? 0)),
      code,
    });
  return {
    before: ({ event }) => {
      begun.set(event, performance.now());
    },
    after: ({ event, response }) => log(event, response?.statusCode ?? 200, null),
    onError: (request) => {
      const { event, error } = request;
      const { requestId } = event.requestContext;
      if (!(error instanceof Problem)) logFailure(requestId, error);
      request.response = problemAnswer(error, requestId);
      log(event, request.response.statusCode, error instanceof Problem ? error.code : "internal");
    },
  };
}
