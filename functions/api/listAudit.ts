import { routes } from "../contract/routes.ts";
import { mustBeAdmin } from "../domain/accountAccess.ts";
import { endpoint } from "../http/endpoint.ts";
import { page } from "../http/pages.ts";
import { listAudit } from "../store/auditTrail.ts";

export const handler = endpoint(routes.listAudit, ({ account, query }) => {
  mustBeAdmin(account);
  return page(routes.listAudit, account.id, query, (after) => listAudit(query, after));
});
