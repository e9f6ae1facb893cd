import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";

/** Has a server listen on this machine only, at this port or (0) at any that is free. */
export async function listenHere(server: Server, port = 0) {
  await once(server.listen(port, "127.0.0.1"), "listening");
  return { endpoint: `http://127.0.0.1:${portOf(server)}`, stop: () => close(server) };
}

export const portOf = (server: NetServer): number => (server.address() as AddressInfo).port;

/** Ends a server and all that is connected to it. */
export async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
