import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { forgetSocket, type Socket } from "../store/sockets.ts";

const gateway = new ApiGatewayManagementApiClient({ endpoint: process.env.SOCKET_ENDPOINT ?? "" });

/** Sends something to a connected client. One that is gone is forgotten. */
export const push = ({ connection }: Socket, message: object): Promise<void> =>
  unlessGone(connection, () =>
    gateway.send(new PostToConnectionCommand({ ConnectionId: connection, Data: JSON.stringify(message) })),
  );

/** Ends a client's connection. */
export async function hangUp({ connection }: Socket): Promise<void> {
  await unlessGone(connection, () => gateway.send(new DeleteConnectionCommand({ ConnectionId: connection })));
  await forgetSocket(connection);
}

async function unlessGone(connection: string, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof GoneException)) throw error;
    await forgetSocket(connection);
  }
}
