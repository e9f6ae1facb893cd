import type { APIGatewayProxyWebsocketEventV2 } from "aws-lambda";
import { findAccount } from "../store/accounts.ts";
import { openSocket, redeemSocketTicket } from "../store/sockets.ts";

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
  const account = accountId ? await findAccount(accountId) : null;
  if (!account || account.disabled) return { statusCode: 401 };
  await openSocket(event.requestContext.connectionId, account);
  return { statusCode: 200 };
}

/** Browsers always name the page's origin; what is no browser names none. There is no CORS on a WebSocket. */
function isOurs(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || allowedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
