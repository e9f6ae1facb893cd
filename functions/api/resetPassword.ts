import { routes } from "../contract/routes.ts";
import { resetPassword } from "../domain/administration.ts";
import { resetSignIn } from "../http/administer.ts";
import { findAccount } from "../store/accounts.ts";
import { findUserStatus } from "../store/identity.ts";
import { sendNewPassword } from "../store/signInMail.ts";

export const handler = resetSignIn(routes.resetPassword, {
  load: ({ params: { userId } }) => Promise.all([findAccount(userId), findUserStatus(userId)]),
  decide: ({ loaded: [found, status], account, act }) => resetPassword(found, status !== null, account, act),
  carryOut: async (account, [, status]) => ({ sent: await sendNewPassword(account, status) }),
});
