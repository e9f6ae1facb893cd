import type { SQSEvent } from "aws-lambda";
import { can } from "../domain/access.ts";
import { isInternal, type TicketEvent } from "../domain/event.ts";
import { inAppMessageOf } from "../domain/messages.ts";
import type { Told } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { findAccount } from "../store/accounts.ts";
import { addNotification, type Notification, notificationId } from "../store/inbox.ts";
import { type Socket, socketsOfTicket } from "../store/sockets.ts";
import { toldBy } from "./deliver.ts";
import { push } from "./push.ts";
import { eachMessage, settleAll } from "./queueBatch.ts";

/** Puts notifications into inboxes, and tells the clients that are connected: of those, and that the ticket has changed. */
export const handler = (batch: SQSEvent) => eachMessage<TicketEvent>(batch, notify);

/** Who is connected is read after the inboxes are written: a client that connects meanwhile finds it there, or is told. */
async function notify(event: TicketEvent): Promise<void> {
  const found = await toldBy("inApp", event);
  if (!found) return;
  const { ticket, told } = found;
  const notifications = new Map(told.map((one) => [one.account.id, notificationOf(one, event, ticket)]));
  await settleAll([...notifications], ([id, notification]) => addNotification(id, notification));
  const sockets = await socketsOfTicket(ticket, [...notifications.keys()]);
  const readers = await readersOf(event, ticket, sockets);
  const change = { type: "ticket", ticketId: ticket.id, version: event.version };
  await settleAll(sockets, async (socket) => {
    const notification = notifications.get(socket.accountId);
    if (notification) await push(socket, { type: "notification", notification });
    if (readers.has(socket.accountId)) await push(socket, change);
  });
}

const notificationOf = ({ reason }: Told, event: TicketEvent, ticket: Ticket): Notification => ({
  id: notificationId(event.at, event.id),
  ticketId: ticket.id,
  type: event.type,
  message: inAppMessageOf(event, ticket.title),
  reason,
  at: event.at,
  read: false,
});

/** Who of those who are connected may see the change, and so is told that the ticket has changed. */
async function readersOf(event: TicketEvent, ticket: Ticket, sockets: readonly Socket[]): Promise<Set<string>> {
  const accounts = new Set(sockets.map(({ accountId }) => accountId));
  const readers = new Set<string>();
  await settleAll([...accounts], async (id) => {
    const account = await findAccount(id);
    if (account && can(account, isInternal(event) ? "note" : "read", ticket)) readers.add(id);
  });
  return readers;
}
