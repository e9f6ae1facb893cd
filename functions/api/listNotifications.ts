import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { page } from "../http/pages.ts";
import { readInbox } from "../store/inbox.ts";

export const handler = endpoint(routes.listNotifications, ({ account, query }) =>
  page(routes.listNotifications, account.id, query, (after, limit) =>
    readInbox(account.id, query.unread === "true", after, limit),
  ),
);
