import type { SQSEvent } from "aws-lambda";
import { can } from "../domain/access.ts";
import { isInternal, type TicketEvent } from "../domain/event.ts";
import { messageOf } from "../domain/messages.ts";
import type { Told } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { findAccount } from "../store/accounts.ts";
import { addNotification, type Notification, notificationId } from "../store/inbox.ts";
import { type Socket, socketsOfAccount, socketsOfTicket } from "../store/sockets.ts";
import { toldBy } from "./deliver.ts";
import { push } from "./push.ts";
import { eachMessage, forEach } from "./queueBatch.ts";

/** Puts notifications into inboxes, and tells the clients that are connected: of those, and that the ticket has changed. */
export const handler = (batch: SQSEvent) => eachMessage<TicketEvent>(batch, notify);

async function notify(event: TicketEvent): Promise<void> {
  const found = await toldBy("inApp", event);
  if (!found) return;
  await forEach(found.told, (told) => tell(told, event, found.ticket));
  await pushChange(event, found.ticket);
}

async function tell({ account, reason }: Told, event: TicketEvent, ticket: Ticket): Promise<void> {
  const notification: Notification = {
    id: notificationId(event.at, event.id),
    ticketId: ticket.id,
    type: event.type,
    message: messageOf(event, ticket.title),
    reason,
    at: event.at,
    read: false,
  };
  await addNotification(account.id, notification);
  await forEach(await socketsOfAccount(account.id), (socket) => push(socket, { type: "notification", notification }));
}

/** Says that a ticket has changed to those who are connected and may see the change. */
async function pushChange(event: TicketEvent, ticket: Ticket): Promise<void> {
  const sockets = await socketsOfTicket(ticket);
  const accounts = new Set(sockets.map(({ accountId }) => accountId));
  const readers = new Set<string>();
  await forEach([...accounts], async (id) => {
    const account = await findAccount(id);
    if (account && can(account, isInternal(event) ? "note" : "read", ticket)) readers.add(id);
  });
  const concerned = sockets.filter(({ accountId }: Socket) => readers.has(accountId));
  const change = { type: "ticket", ticketId: ticket.id, version: event.version };
  await forEach(concerned, (socket) => push(socket, change));
}
