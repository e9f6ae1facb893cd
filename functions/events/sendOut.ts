import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { TicketEvent } from "../domain/event.ts";
import { messageOf } from "../domain/messages.ts";
import { type Channel, quietUntil } from "../domain/quietHours.ts";
import type { Told } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { hold } from "../store/held.ts";
import { sendOnce } from "../store/sent.ts";
import { toldBy } from "./deliver.ts";
import { eachMessage, settleAll } from "./queueBatch.ts";

type Send = (told: Told, event: TicketEvent, ticket: Ticket) => Promise<void>;

/** Sends each event to those who want it by this channel, once; in somebody's quiet hours it is held for their digest. */
export const sendOut = (channel: Channel, batch: SQSEvent, send: Send): Promise<SQSBatchResponse> =>
  eachMessage<TicketEvent>(batch, async (event) => {
    const found = await toldBy(channel, event);
    if (!found) return;
    const { ticket } = found;
    await settleAll(found.told, async (told) => {
      const to = { accountId: told.account.id, channel };
      const until = quietUntil(told.account.notifications, new Date().toISOString());
      if (!until) return sendOnce({ ...to, what: event.id }, () => send(told, event, ticket));
      const about = { ticketId: ticket.id, message: messageOf(event, ticket.title), reason: told.reason };
      return hold({ ...to, ...about, eventId: event.id, at: event.at }, until);
    });
  });
