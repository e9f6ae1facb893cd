import { routes } from "../contract/routes.ts";
import { createAccount, draftAccount } from "../domain/administration.ts";
import { administer } from "../http/administer.ts";
import { accountWrites } from "../store/accountWrites.ts";
import { idForNew, loadAccount } from "../store/administration.ts";

export const handler = administer(routes.createUser, {
  load: ({ body }) => loadAccount(null, body.department),
  decide: async ({ body, loaded, account, act }) =>
    createAccount(draftAccount(body, loaded.around, account, act.at), await idForNew(body.email), act),
  writes: accountWrites,
  show: ({ after }) => after,
  location: ({ id }) => `/v1/users/${id}`,
});
