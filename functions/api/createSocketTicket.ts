import { routes } from "../contract/routes.ts";
import { ownAction } from "../http/action.ts";
import { socketAddress } from "../store/sockets.ts";

export const handler = ownAction(routes.createSocketTicket, ({ account }) => {
  const { url, write } = socketAddress(account.id);
  return { result: { url }, write };
});
