import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { markRead } from "../store/inbox.ts";

export const handler = endpoint(routes.readNotification, ({ account, params }) =>
  markRead(account.id, params.notificationId),
);
