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
const nothing = z.strictObject({});

/** The largest body that any route can need: bytes. */
const largestBody = 256 * 1024;

/**
 * The parts of a request, by the route's schemas.
 * @throws Problem not_found for an id that cannot be, malformed for what the route does not know, invalid for wrong values
 */
export function parse<R extends Route>(route: R, event: APIGatewayProxyEventV2): Parts<R> {
  return {
    params: route.params && parseWith(route.params, event.pathParameters ?? {}, "not_found"),
    query: parseWith(route.query ?? nothing, event.queryStringParameters ?? {}, "malformed"),
    body: route.body ? parseWith(route.body, jsonBodyOf(event), "invalid") : mustHaveNone(route, event),
  } as Parts<R>;
}

/** Where a route takes no body, an empty object does no harm; of a GET, nobody looks at one. */
function mustHaveNone({ method }: Route, event: APIGatewayProxyEventV2): undefined {
  if (event.body && method !== "GET") parseWith(nothing, bodyOf(event), "malformed");
}

/** More than so many faults of one request are not told. */
const mostFaults = 20;

function parseWith(schema: z.ZodMiniType, value: unknown, code: "not_found" | "malformed" | "invalid"): unknown {
  const { success, data, error } = schema.safeParse(value, { error: sentence });
  if (success) return data;
  if (code === "not_found") throw new Problem("not_found", "there is nothing at this address");
  const faults = error.issues.flatMap(faultsOf).slice(0, mostFaults);
  const unknown = error.issues.some((issue) => issue.code === "unrecognized_keys");
  const detail = faults.map((fault) => `${fault.pointer.slice(1) || "the request"} ${fault.detail}`).join("; ");
  throw new Problem(unknown ? "malformed" : code, detail, faults);
}

function jsonBodyOf(event: APIGatewayProxyEventV2): unknown {
  const type = event.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new Problem("unsupported_media_type", "send Content-Type: application/json");
  return bodyOf(event);
}

function bodyOf(event: APIGatewayProxyEventV2): unknown {
  const text = event.isBase64Encoded ? textIn(event.body ?? "") : (event.body ?? "");
  if (Buffer.byteLength(text) > largestBody) throw new Problem("too_large", `a body has at most ${largestBody} bytes`);
  const body = parseJson(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Problem("malformed", "the body must be a JSON object");
  }
  return body;
}

/** Bytes that are no UTF-8 are refused, not replaced: nobody could tell what was meant. */
function textIn(base64: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, "base64"));
  } catch {
    throw new Problem("malformed", "the body is not UTF-8");
  }
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem("malformed", "the body is not JSON");
  }
  if (repeatsName(text)) throw new Problem("malformed", "the body names something twice");
  return value;
}

/** Whether an object in this JSON has two values by one name. JSON.parse takes the last; another reader may take the first. */
function repeatsName(json: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, isName] of json.matchAll(/[{}[\]]|"(?:[^"\\]|\\.)*"(\s*:)?/g)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (isName) {
      const name = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1)) as string;
      if (open.at(-1)?.has(name)) return true;
      open.at(-1)?.add(name);
    }
  }
  return false;
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const at = issue.path.map((part) => `/${escaped(String(part))}`).join("");
  if (issue.code !== "unrecognized_keys") return [{ pointer: at, detail: issue.message }];
  return issue.keys.map((key) => ({ pointer: `${at}/${escaped(key.slice(0, 100))}`, detail: "is not known here" }));
}

/** As a part of a JSON pointer (RFC 6901). */
const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** zod/mini says only "Invalid input" by itself. */
function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type")
    return issue.input === undefined ? "is missing" : `must be of type ${issue.expected}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  return undefined;
}
