import { routes } from "../contract/routes.ts";
import { changeAccount } from "../domain/administration.ts";
import { administer } from "../http/administer.ts";
import { accountWrites } from "../store/accountWrites.ts";
import { loadAccount } from "../store/administration.ts";
import { warningsOf } from "../store/organisation.ts";

export const handler = administer(routes.changeUser, {
  load: ({ params, body }) => loadAccount(params.userId, body.department),
  decide: ({ body, loaded, account, act }) => changeAccount(loaded.account, body, loaded.around, account, act),
  writes: accountWrites,
  show: async (change) => ({ ...change.after, warnings: await warningsOf.account(change) }),
});
