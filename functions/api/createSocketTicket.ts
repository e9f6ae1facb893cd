import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { socketAddress } from "../store/sockets.ts";

export const handler = endpoint(routes.createSocketTicket, async ({ account }) => ({
  url: await socketAddress(account.id),
}));
