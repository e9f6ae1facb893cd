import { routes } from "../contract/routes.ts";
import { resetPassword } from "../domain/administration.ts";
import { actNow } from "../http/caller.ts";
import { loadingEndpoint } from "../http/endpoint.ts";
import { findAccount } from "../store/accounts.ts";
import { commitAudited } from "../store/audit.ts";
import { findUserStatus, sendNewPassword } from "../store/identity.ts";

export const handler = loadingEndpoint(
  routes.resetPassword,
  ({ params: { userId } }) => Promise.all([findAccount(userId), findUserStatus(userId)]),
  async ({ account: actor, loaded: [found, status] }) => {
    const { after, audit } = resetPassword(found, status !== null, actor, actNow(actor));
    await commitAudited(audit, [], actor);
    return { sent: await sendNewPassword(after, status) };
  },
);
