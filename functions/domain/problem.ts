/** Everything that can be wrong with a request, as one closed list. functions/http/problem.ts maps it to HTTP. */
export const problemCodes = [
  "malformed",
  "invalid_cursor",
  "unauthenticated",
  "account_disabled",
  "forbidden",
  "own_ticket",
  "not_found",
  "illegal_move",
  "already_decided",
  "already_exists",
  "last_admin",
  "version_race",
  "request_running",
  "stale_version",
  "too_large",
  "unsupported_media_type",
  "invalid",
  "idempotency_key_reused",
  "precondition_required",
  "too_many_requests",
  "internal",
  "unavailable",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** One wrong place in the request body, as a JSON pointer ("/title"). */
export type Fault = { pointer: string; detail: string };

/** A refusal that the caller is told about: a code, a sentence, and the places at fault. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  /** When to try again: seconds from now, where that is known. */
  readonly retryAfter: number | null;

  constructor(code: ProblemCode, detail: string, faults: readonly Fault[] = [], retryAfter: number | null = null) {
    super(detail);
    this.name = "Problem";
    this.code = code;
    this.faults = faults;
    this.retryAfter = retryAfter;
  }
}

/** There is no room for it at this moment. Nobody is at fault, and in a moment it may be well. */
export const busy = () => new Problem("unavailable", "the desk is very busy: try again in a moment", [], 5);

/** A well-formed field with a value that cannot be. */
export const invalid = (pointer: string, detail: string) => new Problem("invalid", detail, [{ pointer, detail }]);
