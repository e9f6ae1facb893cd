import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2 as Event } from "aws-lambda";
import type { Route } from "../contract/route.ts";
import { Problem } from "../domain/problem.ts";
import type { Answer } from "../store/requests.ts";
import { type Line, logInvocation } from "./log.ts";
import { problemAnswer } from "./problem.ts";

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
      request.response = problemAnswer(error, event.requestContext.requestId);
      const { statusCode } = request.response;
      if (error instanceof Problem) logInvocation(lineOf(event, statusCode, error.code));
      else logInvocation(lineOf(event, statusCode, "internal"), { error });
    },
  };
}
