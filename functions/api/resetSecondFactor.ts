import { routes } from "../contract/routes.ts";
import { removeSecondFactor } from "../domain/administration.ts";
import { resetSignIn } from "../http/administer.ts";
import { findAccount } from "../store/accounts.ts";
import { dropSecondFactor, hasSecondFactor } from "../store/identity.ts";

export const handler = resetSignIn(routes.resetSecondFactor, {
  load: ({ params: { userId } }) => Promise.all([findAccount(userId), hasSecondFactor(userId)]),
  decide: ({ loaded: [found, isOn], account, act }) => removeSecondFactor(found, isOn, account, act),
  carryOut: async ({ id }) => ({ removed: await dropSecondFactor(id) }),
});
