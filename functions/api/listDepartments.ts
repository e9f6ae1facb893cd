import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { pageOfAll } from "../http/pages.ts";
import { listDepartments } from "../store/catalogue.ts";

export const handler = endpoint(routes.listDepartments, async ({ account, query }) =>
  pageOfAll(routes.listDepartments, account.id, query, await listDepartments()),
);
