import { type RouteName, routes } from "../../functions/contract/routes.ts";
import type { Settings } from "../settings.ts";

/** The Lambdas that are no route's. */
const others = [
  "http/unknownRoute",
  "approvals/onTicketEvent",
  "approvals/ask",
  "approvals/remind",
  "approvals/settle",
  "approvals/sweep",
  "approvals/autoClose",
  "events/publish",
  "events/notifyInApp",
  "events/notifyEmail",
  "events/notifySms",
  "events/digest",
  "events/socketConnect",
  "events/socketDisconnect",
  "events/socketMessage",
  "events/onAccountChanged",
  "events/export",
  "events/removeFile",
  "events/count",
  "events/indexWords",
  "events/checkTallies",
  "store/bootstrap",
] as const;

/** Deployed with the scan for malware only. */
const scanning = "events/scanVerdict";

/** A file under functions/ that exports a Lambda `handler`, without its extension. */
export type Entry = `api/${RouteName}` | (typeof others)[number] | typeof scanning;

export const routeEntry = (name: RouteName) => `api/${name}` as const;

/** All Lambdas that are deployed under these settings. */
export const entriesOf = ({ malwareScan }: Pick<Settings, "malwareScan">): readonly Entry[] => [
  ...(Object.keys(routes) as RouteName[]).map(routeEntry),
  ...others,
  ...(malwareScan ? ([scanning] as const) : []),
];
