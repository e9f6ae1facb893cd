import { type RouteName, routes } from "../functions/contract/routes.ts";

/** The Lambdas that are no route's. */
const others = [
  "http/unknownRoute",
  "approvals/onTicketEvent",
  "approvals/ask",
  "approvals/remind",
  "approvals/settle",
  "approvals/sweep",
  "approvals/autoClose",
  "store/bootstrap",
] as const;

/** A file under functions/ that exports a Lambda `handler`, without its extension. */
export type Entry = `api/${RouteName}` | (typeof others)[number];

export const routeEntry = (name: RouteName) => `api/${name}` as const;
export const entries: readonly Entry[] = [...(Object.keys(routes) as RouteName[]).map(routeEntry), ...others];
