import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { listDepartments } from "../store/catalogue.ts";

export const handler = endpoint(routes.listDepartments, async () => ({
  items: await listDepartments(),
  nextCursor: null,
}));
