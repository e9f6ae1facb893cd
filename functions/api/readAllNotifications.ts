import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { markAllRead } from "../store/inbox.ts";

export const handler = endpoint(routes.readAllNotifications, async ({ account }) => ({
  read: await markAllRead(account.id),
}));
