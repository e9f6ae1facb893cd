import type { APIGatewayProxyEventV2 } from "aws-lambda";
import * as z from "zod/mini";
import type { Parsed, Route } from "../contract/route.ts";
import { type Fault, Problem } from "../domain/problem.ts";

export type Parts<R extends Route> = {
  params: Parsed<R, "params">;
  query: Parsed<R, "query">;
  body: Parsed<R, "body">;
};

/** Made once: to make a schema costs more than to parse by it. */
const noQuery = z.strictObject({});

/** The largest body that any route can need: bytes. */
const largestBody = 256 * 1024;

/**
 * The parts of a request, by the route's schemas.
 * @throws Problem not_found for an id that cannot be, malformed for what the route does not know, invalid for wrong values
 */
export function parse<R extends Route>(route: R, event: APIGatewayProxyEventV2): Parts<R> {
  return {
    params: route.params && parseWith(route.params, event.pathParameters ?? {}, "not_found"),
    query: parseWith(route.query ?? noQuery, event.queryStringParameters ?? {}, "malformed"),
    body: route.body && parseWith(route.body, bodyOf(event), "invalid"),
  } as Parts<R>;
}

function parseWith(schema: z.ZodMiniType, value: unknown, code: "not_found" | "malformed" | "invalid"): unknown {
  const { success, data, error } = schema.safeParse(value, { error: sentence });
  if (success) return data;
  if (code === "not_found") throw new Problem("not_found", "there is nothing at this address");
  const faults = error.issues.flatMap(faultsOf);
  const unknown = error.issues.some((issue) => issue.code === "unrecognized_keys");
  const detail = faults.map((fault) => `${fault.pointer.slice(1) || "the request"} ${fault.detail}`).join("; ");
  throw new Problem(unknown ? "malformed" : code, detail, faults);
}

function bodyOf(event: APIGatewayProxyEventV2): unknown {
  const type = event.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new Problem("unsupported_media_type", "send Content-Type: application/json");
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString() : (event.body ?? "");
  if (Buffer.byteLength(text) > largestBody) throw new Problem("too_large", `a body has at most ${largestBody} bytes`);
  const body = parseJson(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Problem("malformed", "the body must be a JSON object");
  }
  return body;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed", "the body is not JSON");
  }
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const at = issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  if (issue.code !== "unrecognized_keys") return [{ pointer: at, detail: issue.message }];
  return issue.keys.map((key) => ({ pointer: `${at}/${key.slice(0, 100)}`, detail: "is not known here" }));
}

/** zod/mini says only "Invalid input" by itself. */
function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type")
    return issue.input === undefined ? "is missing" : `must be of type ${issue.expected}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  return undefined;
}
