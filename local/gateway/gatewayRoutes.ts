import type { RouteWire } from "../template/wires.ts";

export type Match = { route: RouteWire; pathParameters: Record<string, string> };

type Parsed = { route: RouteWire; method: string; segments: string[] };

/**
 * Finds the route of a request as API Gateway does: exact segments before {parameters} before {greedy+}, a method before
 * ANY, else $default. Case counts, and so does every slash.
 */
export function matcherOf(routes: readonly RouteWire[]) {
  const fallback = routes.find(({ key }) => key === "$default");
  const parsed = routes
    .filter(({ key }) => key !== "$default")
    .map(parse)
    .sort(bySpecificity);

  return (method: string, path: string): Match | "malformed" | undefined => {
    const segments = path.split("/").slice(1);
    const decoded = segments.map(decode);
    if (decoded.includes(undefined)) return "malformed";
    const isClean = !decoded.some((segment) => segment === "" || segment === "." || segment === "..");
    for (const { route, method: its, segments: pattern } of parsed) {
      const methodFits = its === method || its === "ANY";
      const found =
        methodFits && (isClean || pattern.join("/") === "") && parametersOf(pattern, segments, decoded as string[]);
      if (found) return { route, pathParameters: found };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function parse(route: RouteWire): Parsed {
  const [method = "", path = ""] = route.key.split(" ");
  return { route, method, segments: path.split("/").slice(1) };
}

/** The parameters, where the path fits the pattern. Exact segments are compared as they were sent. */
function parametersOf(pattern: string[], sent: string[], decoded: string[]): Record<string, string> | undefined {
  const greedy = pattern.at(-1)?.endsWith("+}") ?? false;
  if (greedy ? sent.length < pattern.length : sent.length !== pattern.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const name = /^\{([^}+]+)\+?\}$/.exec(segment)?.[1];
    if (name === undefined && segment !== sent[index]) return undefined;
    if (name === undefined) continue;
    parameters[name] = segment.endsWith("+}") ? decoded.slice(index).join("/") : String(decoded[index]);
  }
  return parameters;
}

/** Sorts before another what is more exact at the first place where they differ. */
function bySpecificity(a: Parsed, b: Parsed): number {
  const ranks = ({ segments, method }: Parsed) => [...segments.map(rank), method === "ANY" ? 1 : 0];
  const [one, other] = [ranks(a), ranks(b)];
  const index = one.findIndex((value, place) => value !== other[place]);
  return index < 0 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}
const rank = (segment: string): number => (segment.endsWith("+}") ? 2 : segment.startsWith("{") ? 1 : 0);

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
