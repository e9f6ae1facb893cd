import type { APIGatewayProxyWebsocketEventV2 } from "aws-lambda";
import { reasonToLeave } from "../domain/aftermath.ts";
import { findAccount } from "../store/accounts.ts";
import { forgetSocket, openSocket, redeemSocketTicket } from "../store/sockets.ts";

type Connect = APIGatewayProxyWebsocketEventV2 & {
  headers?: Record<string, string>;
  queryStringParameters?: Record<string, string>;
};
const allowedOrigins = (process.env.ALLOWED_ORIGINS ?? "").split(",").filter(Boolean);

/** Opens a WebSocket for who comes with a ticket of their own, from a page of ours. */
export async function handler(event: Connect): Promise<{ statusCode: number }> {
  const headers = Object.fromEntries(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (!isOurs(headers.origin, headers.host)) return { statusCode: 403 };
  const accountId = await redeemSocketTicket(event.queryStringParameters?.ticket ?? "");
  const isOpen = accountId !== null && (await open(event.requestContext.connectionId, accountId));
  return { statusCode: isOpen ? 200 : 401 };
}

/** A change of the account ends the connections that it finds: one that comes in just then looks again itself. */
async function open(connection: string, accountId: string): Promise<boolean> {
  const account = await findAccount(accountId);
  if (!account || account.disabled) return false;
  await openSocket(connection, account);
  const now = await findAccount(accountId);
  if (now && !reasonToLeave(account, now)) return true;
  await forgetSocket(connection);
  return false;
}

/** Browsers always name the page's origin; what is no browser names none. There is no CORS on a WebSocket. */
function isOurs(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || allowedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
