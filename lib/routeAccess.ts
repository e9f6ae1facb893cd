import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Route } from "../functions/contract/route.ts";
import { type RouteName, routes } from "../functions/contract/routes.ts";
import type { IndexName } from "../functions/store/table.ts";
import type { Data } from "./data.ts";
import { forgetsRequests, reads, writes } from "./grants.ts";
import type { Settings } from "./settings.ts";

/** The indexes that a route asks; one that is missing here asks none. */
const indexes: Partial<Record<RouteName, readonly IndexName[]>> = {
  raiseTicket: ["byRole"],
  listTickets: ["byRequester", "byAssignee", "byDepartment", "byShard"],
  listApprovals: ["byApprover", "byClock"],
};

/** What the Lambda of a route is told: nothing where everybody may call it. */
export function toldTo(name: RouteName, { shards }: Settings, data: Data): Record<string, string> {
  const { access }: Route = routes[name];
  if (access === "public") return {};
  return {
    TABLE_NAME: data.table.tableName,
    USER_POOL_ID: data.userPool.userPoolId,
    USER_POOL_CLIENT_ID: data.userPoolClient.userPoolClientId,
    SHARDS: String(shards),
  };
}

/** What it may do: by its method, and nothing where everybody may call it. */
export function allowedTo(name: RouteName, { table }: Data): PolicyStatement[] {
  const { access, method }: Route = routes[name];
  if (access === "public") return [];
  return [
    ...reads(table, indexes[name]),
    ...(method === "GET" ? [] : [writes(table)]),
    ...(method === "POST" ? [forgetsRequests(table)] : []),
  ];
}
