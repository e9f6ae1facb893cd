import { randomBytes } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { scopes } from "../domain/access.ts";
import type { Account } from "../domain/account.ts";
import type { Ticket } from "../domain/ticket.ts";
import { dynamo, tableName } from "./client.ts";
import { readAll } from "./queries.ts";
import { retryRaces } from "./races.ts";
import { keys } from "./table.ts";
import { type Write, writeTogether } from "./transaction.ts";

/** A client that is connected, and whose it is. */
export type Socket = { connection: string; accountId: string };

const ticketLife = 30;
/** The gateway ends a connection after two hours. */
const socketLife = 2 * 3600 + 600;
const soon = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** A one-use address to open the WebSocket with, good for 30 seconds: no token in an address, and so in no log. */
export function socketAddress(accountId: string) {
  const secret = randomBytes(32).toString("base64url");
  const Item = { item: "SocketTicket", ...keys.socketTicket(secret), accountId, expiresAt: soon(ticketLife) };
  return {
    url: `${process.env.SOCKET_URL ?? ""}?ticket=${secret}`,
    /** Alone it costs half of what it costs in a transaction. */
    async write(also: readonly Write[]): Promise<void> {
      if (also.length === 0) await dynamo.send(new PutCommand({ TableName: tableName, Item }));
      else await writeTogether([{ Put: { TableName: tableName, Item } }], also);
    },
  };
}

/** What a ticket looks like: 32 bytes. Anything else is none, and may be too long to look for. */
const ticketForm = /^[\w-]{43}$/;

/** Whose ticket this is; uses it up. Null where it is unknown, used or too old. */
export async function redeemSocketTicket(secret: string): Promise<string | null> {
  if (!ticketForm.test(secret)) return null;
  try {
    const { Attributes } = await dynamo.send(
      new DeleteCommand({
        TableName: tableName,
        Key: keys.socketTicket(secret),
        ConditionExpression: "expiresAt > :now",
        ExpressionAttributeValues: { ":now": soon(0) },
        ReturnValues: "ALL_OLD",
      }),
    );
    return typeof Attributes?.accountId === "string" ? Attributes.accountId : null;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

/** Who listens for changes of a ticket: each person by themselves, and those who read many by what they read. */
const ownAudience = (accountId: string): string => `account#${accountId}`;
const staffAudience = ({ role, department }: Account): string | null => {
  if (scopes[role].includes("all")) return "all";
  return scopes[role].includes("department") && department ? `hod#${department}` : null;
};

const audiencesOf = (ticket: Ticket): string[] => [
  ownAudience(ticket.requester.id),
  ...(ticket.assignee ? [ownAudience(ticket.assignee.id)] : []),
  ...(ticket.department ? [`hod#${ticket.department}`] : []),
  "all",
];

export async function openSocket(connection: string, account: Account): Promise<void> {
  const audiences = [ownAudience(account.id), staffAudience(account)].filter((audience) => audience !== null);
  const fields = { connection, accountId: account.id, expiresAt: soon(socketLife) };
  const items = [
    { item: "Connection", ...keys.connection(connection), ...fields, audiences },
    ...audiences.map((audience) => ({ item: "Socket", ...keys.socket(audience, connection), ...fields })),
  ];
  await writeTogether(items.map((Item) => ({ Put: { TableName: tableName, Item } })));
}

/** Forgets a connection, unless it is younger than so many seconds; one that is forgotten already does no harm. */
export const forgetSocket = (connection: string, youngest = 0): Promise<void> =>
  retryRaces(connection, async () => {
    const Key = keys.connection(connection);
    const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    if (!Item || (youngest > 0 && Number(Item.expiresAt) > soon(socketLife - youngest))) return;
    const audiences = Item.audiences as string[];
    const gone = [...audiences.map((audience) => keys.socket(audience, connection)), Key];
    await writeTogether(gone.map((one) => ({ Delete: { TableName: tableName, Key: one } })));
  });

export const socketsOfAccount = (accountId: string): Promise<Socket[]> => socketsOf(ownAudience(accountId));

/**
 * The clients that may be concerned by a ticket, and those of these people, each once; whether each may read it is asked before
 * anything is sent.
 */
export async function socketsOfTicket(ticket: Ticket, people: readonly string[]): Promise<Socket[]> {
  const audiences = new Set([...audiencesOf(ticket), ...people.map(ownAudience)]);
  const found = (await Promise.all([...audiences].map(socketsOf))).flat();
  return [...new Map(found.map((socket) => [socket.connection, socket])).values()];
}

async function socketsOf(audience: string): Promise<Socket[]> {
  const items = await readAll({
    KeyConditionExpression: "PK = :audience",
    ExpressionAttributeValues: { ":audience": keys.socket(audience, "").PK },
    ConsistentRead: true,
  });
  return items.map(({ connection, accountId }) => ({ connection: String(connection), accountId: String(accountId) }));
}
