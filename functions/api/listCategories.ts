import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { listCategories } from "../store/catalogue.ts";

export const handler = endpoint(routes.listCategories, async () => ({
  items: await listCategories(),
  nextCursor: null,
}));
