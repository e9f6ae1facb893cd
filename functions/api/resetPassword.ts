import { routes } from "../contract/routes.ts";
import { personOf } from "../domain/account.ts";
import { resetPassword } from "../domain/administration.ts";
import { loadingEndpoint } from "../http/endpoint.ts";
import { findAccount } from "../store/accounts.ts";
import { commitAudited } from "../store/audit.ts";
import { findUserStatus, sendNewPassword } from "../store/identity.ts";

export const handler = loadingEndpoint(
  routes.resetPassword,
  ({ params }) => findAccount(params.userId),
  async ({ account: actor, loaded: found }) => {
    const { after, audit } = resetPassword(found, actor, { by: personOf(actor), at: new Date().toISOString() });
    const [status] = await Promise.all([findUserStatus(after.email), commitAudited(audit, [], actor)]);
    return { sent: await sendNewPassword(after.email, status) };
  },
);
