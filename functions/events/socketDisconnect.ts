import type { APIGatewayProxyWebsocketEventV2 } from "aws-lambda";
import { forgetSocket } from "../store/sockets.ts";

/** A client has gone, or was sent away. */
export async function handler({ requestContext }: APIGatewayProxyWebsocketEventV2): Promise<{ statusCode: number }> {
  await forgetSocket(requestContext.connectionId);
  return { statusCode: 200 };
}
