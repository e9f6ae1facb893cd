import { routes } from "../contract/routes.ts";
import { visible } from "../domain/accountAccess.ts";
import { endpoint } from "../http/endpoint.ts";
import { findAccount } from "../store/accounts.ts";

export const handler = endpoint(routes.getUser, async ({ account, params }) =>
  visible(account, await findAccount(params.userId)),
);
