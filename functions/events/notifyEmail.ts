import type { SQSEvent } from "aws-lambda";
import type { TicketEvent } from "../domain/event.ts";
import { messageOf, quoteOf } from "../domain/messages.ts";
import type { Told } from "../domain/recipients.ts";
import type { Ticket } from "../domain/ticket.ts";
import { sendOnce } from "../store/sent.ts";
import { toldBy } from "./deliver.ts";
import { linkTo, sendMail } from "./mail.ts";
import { mailOf } from "./mailText.ts";
import { eachMessage, settleAll } from "./queueBatch.ts";
import { unlessQuiet } from "./unlessQuiet.ts";

/** E-mails those who want it; in their quiet hours, later. */
export const handler = (batch: SQSEvent) =>
  eachMessage<TicketEvent>(batch, async (event) => {
    const found = await toldBy("email", event);
    if (found) await settleAll(found.told, (told) => mail(told, event, found.ticket));
  });

async function mail({ account, kind, reason }: Told, event: TicketEvent, { id, title }: Ticket): Promise<void> {
  const message = messageOf(event, title);
  const about = { eventId: event.id, at: event.at, ticketId: id, message, reason };
  const held = { accountId: account.id, channel: "email" as const, ...about };
  await unlessQuiet(account, held, async () => {
    const letter = { kind, name: account.name, ticketId: id, message, quote: quoteOf(event), reason, link: linkTo(id) };
    await sendOnce({ what: event.id, accountId: account.id, channel: "email" }, () =>
      sendMail(account.email, mailOf(letter)),
    );
  });
}
