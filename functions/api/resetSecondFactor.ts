import { routes } from "../contract/routes.ts";
import { removeSecondFactor } from "../domain/administration.ts";
import { actNow } from "../http/caller.ts";
import { loadingEndpoint } from "../http/endpoint.ts";
import { findAccount } from "../store/accounts.ts";
import { commitAudited } from "../store/audit.ts";
import { dropSecondFactor, hasSecondFactor } from "../store/identity.ts";

export const handler = loadingEndpoint(
  routes.resetSecondFactor,
  ({ params: { userId } }) => Promise.all([findAccount(userId), hasSecondFactor(userId)]),
  async ({ account: actor, loaded: [found, isOn] }) => {
    const { after, audit } = removeSecondFactor(found, isOn, actor, actNow(actor));
    await commitAudited(audit, [], actor);
    return { removed: await dropSecondFactor(after.id) };
  },
);
