import { can } from "../domain/access.ts";
import type { Account } from "../domain/account.ts";
import { type Channel, quietUntil } from "../domain/quietHours.ts";
import { findAccount } from "../store/accounts.ts";
import { due } from "../store/clock.ts";
import { type Held, heldFor, letGo } from "../store/held.ts";
import { sendTogether } from "../store/sent.ts";
import { findTicket } from "../store/tickets.ts";
import { linkTo, sendMail } from "./mail.ts";
import { digestOf } from "./mailText.ts";
import { settleAll } from "./queueBatch.ts";
import { digestSmsOf, sendSms } from "./sms.ts";

/** Most people's quiet hours end at the same minute, and SES takes only so many e-mails a second. */
const atOnce = 10;
/** Longer than this Lambda may run: seconds. */
const lease = 330;

/** Sends what quiet hours held back, as one message for each person and channel. */
export async function handler(): Promise<void> {
  const now = new Date().toISOString();
  const waiting = new Set<string>();
  for await (const ids of due("held", now)) for (const id of ids) waiting.add(id);
  await settleAll([...waiting], (id) => release(...(id.split("#") as [string, Channel]), now), atOnce);
}

/** Each event keeps a marker of its own, so that one which is delivered again later is not sent once more by itself. */
async function release(accountId: string, channel: Channel, now: string): Promise<void> {
  const account = await findAccount(accountId);
  if (account && quietUntil(account.notifications, now)) return;
  const held = await heldFor(accountId, channel);
  if (account && !account.disabled) {
    const readable = await stillReadable(account, held);
    const sendings = readable.map((one) => ({ ...one, what: one.eventId }));
    await sendTogether(sendings, (unsent) => send(account, channel, unsent), lease);
  }
  await letGo(held);
}

async function send(account: Account, channel: Channel, held: readonly Held[]): Promise<void> {
  if (channel === "sms") return sendSms(account, digestSmsOf(held.length));
  const items = held.map(({ message, reason, ticketId }) => ({ message, reason, link: linkTo(ticketId) }));
  await sendMail(account.email, digestOf(account.name, items));
}

/** Rights may have changed over night. */
async function stillReadable(account: Account, held: readonly Held[]): Promise<Held[]> {
  const tickets = await Promise.all(held.map(({ ticketId }) => findTicket(ticketId)));
  return held.filter((_, index) => {
    const ticket = tickets[index];
    return ticket && can(account, "read", ticket);
  });
}
