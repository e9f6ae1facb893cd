import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { pageOfAll } from "../http/pages.ts";
import { listCategories } from "../store/catalogue.ts";

export const handler = endpoint(routes.listCategories, async ({ account, query }) =>
  pageOfAll(routes.listCategories, account.id, query, await listCategories()),
);
