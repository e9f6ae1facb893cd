import { randomUUID } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { Problem, type ProblemCode } from "../../functions/domain/problem.ts";
import { problemAnswer } from "../../functions/http/problem.ts";

export type Answer = { status: number; headers: OutgoingHttpHeaders; body: string | Buffer };

/**
 * What the gateway says by itself: `message`, as the deployed one does, and with it what the contract says of errors, since
 * clients are tried out here.
 */
export function refusal(code: ProblemCode, message: string, requestId: string = randomUUID()): Answer {
  const { statusCode, headers, body } = problemAnswer(new Problem(code, message), requestId);
  return {
    status: statusCode,
    headers: { ...headers, "apigw-requestid": requestId },
    body: JSON.stringify({ message, ...JSON.parse(body) }),
  };
}

/** A handler's result as a response; one without a statusCode is the body of a 200, as the gateway has it. */
export function answerOf(result: unknown, requestId: string): Answer {
  const id = { "apigw-requestid": requestId };
  if (!isStructured(result)) {
    const body = typeof result === "string" ? result : JSON.stringify(result ?? null);
    return { status: 200, headers: { ...id, "content-type": "application/json" }, body };
  }
  const status = Number(result.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599)
    return refusal("internal", "Internal Server Error", requestId);
  const text =
    typeof result.body === "string" ? result.body : result.body === undefined ? "" : JSON.stringify(result.body);
  const body = result.isBase64Encoded ? Buffer.from(text, "base64") : text;
  const headers: OutgoingHttpHeaders = { ...id };
  if (text) headers["content-type"] = "text/plain;charset=UTF-8";
  for (const [name, value] of Object.entries(result.headers ?? {})) headers[name.toLowerCase()] = String(value);
  if (result.cookies && result.cookies.length > 0) headers["set-cookie"] = result.cookies;
  return { status, headers, body };
}

type Structured = {
  statusCode: unknown;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: unknown;
  isBase64Encoded?: boolean;
};
const isStructured = (result: unknown): result is Structured =>
  typeof result === "object" && result !== null && "statusCode" in result;
