import { busy, Problem, type ProblemCode } from "../domain/problem.ts";
import type { Answer } from "../store/requests.ts";

/** The one place where what can be wrong becomes HTTP. */
const table: Record<ProblemCode, [status: number, title: string]> = {
  malformed: [400, "The request is malformed"],
  invalid_cursor: [400, "The cursor is not valid here"],
  unauthenticated: [401, "Sign in first"],
  account_disabled: [401, "The account is disabled"],
  forbidden: [403, "You may not do this"],
  own_ticket: [403, "Nobody decides on a ticket of their own"],
  not_found: [404, "Not found"],
  illegal_move: [409, "The ticket's status does not allow this"],
  already_decided: [409, "This has been decided already"],
  already_exists: [409, "It exists already"],
  last_admin: [409, "The last administrator cannot be removed"],
  version_race: [409, "Too many changes at the same moment"],
  request_running: [409, "The same request is still running"],
  stale_version: [412, "The ticket has changed since you read it"],
  too_large: [413, "The request is too large"],
  unsupported_media_type: [415, "The body must be JSON"],
  invalid: [422, "The request contains an invalid value"],
  idempotency_key_reused: [422, "The Idempotency-Key belongs to another request"],
  precondition_required: [428, "Say which version you changed"],
  too_many_requests: [429, "Too many requests"],
  internal: [500, "Something went wrong on our side"],
  unavailable: [503, "The service is not available right now"],
};

/** Errors of AWS that pass, by name: no room for a call now, no answer in time, a fault of its own. The SDK has tried again before. */
const passing: ReadonlySet<string> = new Set([
  "TimeoutError",
  "FetchError",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "TransactionConflictException",
  "TransactionInProgressException",
  "TooManyRequestsException",
  "SlowDown",
  "InternalServerError",
  "InternalError",
  "InternalErrorException",
  "ServiceUnavailable",
]);

/** What a caller is told of an error. The details of what is no Problem stay with us. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Error && passing.has(error.name)) return busy();
  return new Problem("internal", "please try again later");
}

/** A refusal as RFC 9457 describes it. */
export function problemAnswer({ code, message, faults, retryAfter }: Problem, requestId: string): Answer {
  const [status, title] = table[code];
  const body = { type: `/docs#${code}`, title, status, detail: message, code, requestId, errors: faults };
  return {
    statusCode: status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(status === 401 && { "www-authenticate": "Bearer" }),
      ...(retryAfter !== null && { "retry-after": String(retryAfter) }),
    },
    body: JSON.stringify(body),
  };
}
