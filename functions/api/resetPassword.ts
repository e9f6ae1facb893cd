import { routes } from "../contract/routes.ts";
import { personOf } from "../domain/account.ts";
import { resetPassword } from "../domain/administration.ts";
import { endpoint } from "../http/endpoint.ts";
import { findAccount } from "../store/accounts.ts";
import { commitAudited } from "../store/audit.ts";
import { sendNewPassword } from "../store/identity.ts";

export const handler = endpoint(routes.resetPassword, async ({ account: actor, params }) => {
  const act = { by: personOf(actor), at: new Date().toISOString() };
  const { after, audit } = resetPassword(await findAccount(params.userId), actor, act);
  await commitAudited(audit, [], actor);
  return { sent: await sendNewPassword(after.email) };
});
