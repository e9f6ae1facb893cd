import type { IncomingMessage } from "node:http";
import type { CorsRule } from "../template/wires.ts";

type Asked = { method: string; headers: string[] };

/** What a browser is told about a request from a page of `origin`; undefined where the bucket's rules do not allow it. */
export function corsHeaders(
  request: IncomingMessage,
  rules: CorsRule[],
  origins: string[],
): Record<string, string> | undefined {
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return undefined;
  const asked = askedBy(request);
  const rule = rules.find(
    ({ methods, headers }) =>
      methods.includes(asked.method) && asked.headers.every((name) => headers.some((one) => allows(one, name))),
  );
  if (!rule) return undefined;
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": rule.methods.join(", "),
    ...(asked.headers.length > 0 && { "access-control-allow-headers": asked.headers.join(", ") }),
    ...(rule.exposed.length > 0 && { "access-control-expose-headers": rule.exposed.join(", ") }),
    ...(rule.maxAgeSeconds !== undefined && { "access-control-max-age": String(rule.maxAgeSeconds) }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

function askedBy({ method = "", headers }: IncomingMessage): Asked {
  if (method !== "OPTIONS") return { method, headers: [] };
  const names = headers["access-control-request-headers"] ?? "";
  return {
    method: String(headers["access-control-request-method"]),
    headers: names
      .toLowerCase()
      .split(/\s*,\s*/)
      .filter(Boolean),
  };
}

/** "*" and "x-amz-*" stand for many. */
function allows(pattern: string, name: string): boolean {
  const [before = "", after] = pattern.toLowerCase().split("*");
  return after === undefined ? before === name : name.startsWith(before) && name.endsWith(after);
}
