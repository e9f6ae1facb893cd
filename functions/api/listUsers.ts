import { routes } from "../contract/routes.ts";
import { listable } from "../domain/accountAccess.ts";
import { endpoint } from "../http/endpoint.ts";
import { page } from "../http/pages.ts";
import { listPeople } from "../store/lists/directory.ts";

export const handler = endpoint(routes.listUsers, ({ account, query }) => {
  const listed = listable(account, query.department);
  return page(routes.listUsers, account.id, query, (after) => listPeople(listed, query, after));
});
