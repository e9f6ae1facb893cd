import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2 as Event } from "aws-lambda";
import type { Route } from "../contract/route.ts";
import type { Answer } from "../store/requests.ts";
import { type Line, logInvocation } from "./log.ts";
import { problemAnswer, problemOf } from "./problem.ts";

/** Turns errors into problem answers, and writes one line of log for each invocation. */
export function errorsAndLog(route: Pick<Route, "method" | "path">): MiddlewareObj<Event, Answer> {
  // Not performance.now(): the first use of it has Node load all of node:perf_hooks.
  const begun = new WeakMap<Event, number>();
  const lineOf = (event: Event, status: number, code: string | null): Line => ({
    route: `${route.method} ${route.path}`,
    requestId: event.requestContext.requestId,
    status,
    milliseconds: Date.now() - (begun.get(event) ?? 0),
    code,
  });
  return {
    before: ({ event }) => {
      begun.set(event, Date.now());
    },
    after: ({ event, response }) => logInvocation(lineOf(event, response?.statusCode ?? 200, null)),
    onError: (request) => {
      const { event, error } = request;
      const problem = problemOf(error);
      request.response = problemAnswer(problem, event.requestContext.requestId);
      const line = lineOf(event, request.response.statusCode, problem.code);
      logInvocation(line, problem === error ? undefined : { error });
    },
  };
}
