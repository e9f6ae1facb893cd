import { routes } from "../contract/routes.ts";
import { changeAccount } from "../domain/administration.ts";
import { warningsOf } from "../domain/gaps.ts";
import { administer } from "../http/administer.ts";
import { accountWrites } from "../store/accountWrites.ts";
import { loadAccount } from "../store/administration.ts";
import { withOrganisation } from "../store/organisation.ts";

export const handler = administer(routes.changeUser, {
  load: ({ params, body }) => withOrganisation(loadAccount(params.userId, body.department)),
  decide: ({ body, loaded: { found }, account, act }) => changeAccount(found.account, body, found.around, account, act),
  writes: (change, { found }) => accountWrites(change, found),
  show: (change, { organisation }) => ({ ...change.after, warnings: warningsOf.account(change, organisation) }),
});
