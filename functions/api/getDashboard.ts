import { routes } from "../contract/routes.ts";
import { dashboardOf } from "../http/dashboard.ts";
import { endpoint } from "../http/endpoint.ts";

export const handler = endpoint(routes.getDashboard, ({ account }) => dashboardOf(account));
