import { routes } from "../contract/routes.ts";
import { loadingEndpoint } from "../http/endpoint.ts";
import { findUnread, markAllRead } from "../store/inbox.ts";

export const handler = loadingEndpoint(
  routes.readAllNotifications,
  (_, accountId) => findUnread(accountId),
  async ({ account, loaded: unread }) => ({ read: await markAllRead(account.id, unread) }),
);
