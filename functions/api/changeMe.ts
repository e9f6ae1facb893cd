import { routes } from "../contract/routes.ts";
import { changeOwn } from "../domain/account.ts";
import { endpoint } from "../http/endpoint.ts";
import { updateAccount } from "../store/accounts.ts";
import { textedCodes } from "../store/texted.ts";

export const handler = endpoint(routes.changeMe, ({ account, body }) =>
  updateAccount(account, (current) => changeOwn(current, body, textedCodes)),
);
