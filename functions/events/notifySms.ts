import type { SQSEvent } from "aws-lambda";
import type { TicketEvent } from "../domain/event.ts";
import { messageOf } from "../domain/messages.ts";
import type { Told } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { sendOnce } from "../store/sent.ts";
import { toldBy } from "./deliver.ts";
import { eachMessage, settleAll } from "./queueBatch.ts";
import { sendSms, smsOf } from "./sms.ts";
import { unlessQuiet } from "./unlessQuiet.ts";

/** Texts those who chose it; in their quiet hours, later. */
export const handler = (batch: SQSEvent) =>
  eachMessage<TicketEvent>(batch, async (event) => {
    const found = await toldBy("sms", event);
    if (found) await settleAll(found.told, (told) => text(told, event, found.ticket));
  });

async function text({ account, kind, reason }: Told, event: TicketEvent, { id, title }: Ticket): Promise<void> {
  const message = messageOf(event, title);
  const about = { eventId: event.id, at: event.at, ticketId: id, message, reason };
  const held = { accountId: account.id, channel: "sms" as const, ...about };
  await unlessQuiet(account, held, () =>
    sendOnce({ what: event.id, accountId: account.id, channel: "sms" }, () => sendSms(account, smsOf(kind, id))),
  );
}
