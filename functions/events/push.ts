import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  LimitExceededException,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { forgetSocket, type Socket } from "../store/sockets.ts";
import { quick } from "../store/timeouts.ts";

const gateway = new ApiGatewayManagementApiClient({ ...quick, endpoint: process.env.SOCKET_ENDPOINT ?? "" });

/**
 * Sends something to a connected client. One that is gone is forgotten, and one that takes nothing more, such as a laptop that
 * has gone to sleep, misses it: clients read again when they wake up.
 */
export async function push({ connection }: Socket, message: object): Promise<void> {
  const post = new PostToConnectionCommand({ ConnectionId: connection, Data: JSON.stringify(message) });
  try {
    await unlessGone(connection, () => gateway.send(post));
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error;
  }
}

/** Ends a client's connection. */
export async function hangUp({ connection }: Socket): Promise<void> {
  await unlessGone(connection, () => gateway.send(new DeleteConnectionCommand({ ConnectionId: connection })));
  await forgetSocket(connection);
}

/** The gateway also calls a connection gone that it is still making, for as long as $connect may take: seconds. */
const settling = 30;

async function unlessGone(connection: string, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof GoneException)) throw error;
    await forgetSocket(connection, settling);
  }
}
