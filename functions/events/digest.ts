import { can } from "../domain/access.ts";
import type { Account } from "../domain/account.ts";
import { type Channel, quietUntil } from "../domain/quietHours.ts";
import { findAccount } from "../store/accounts.ts";
import { due } from "../store/clock.ts";
import { type Held, heldFor, letGo } from "../store/held.ts";
import { sendOnce } from "../store/sent.ts";
import { findTicket } from "../store/tickets.ts";
import { linkTo, sendMail } from "./mail.ts";
import { digestOf } from "./mailText.ts";
import { digestSmsOf, sendSms } from "./sms.ts";

/** Sends what quiet hours held back, as one message for each person and channel. */
export async function handler(): Promise<{ sent: number }> {
  const now = new Date().toISOString();
  const waiting = new Set<string>();
  for await (const ids of due("held", now)) for (const id of ids) waiting.add(id);
  let sent = 0;
  for (const id of waiting) {
    const [accountId = "", channel] = id.split("#");
    if (await release(accountId, channel as Channel, now)) sent++;
  }
  return { sent };
}

async function release(accountId: string, channel: Channel, now: string): Promise<boolean> {
  const account = await findAccount(accountId);
  if (account && quietUntil(account.notifications, now)) return false;
  const held = await heldFor(accountId, channel);
  const readable = account && !account.disabled ? await stillReadable(account, held) : [];
  const [first] = held;
  let sent = false;
  if (account && first && readable.length > 0) {
    sent = await sendOnce({ what: `digest-${first.eventId}`, accountId, channel }, () =>
      send(account, channel, readable),
    );
  }
  await letGo(held);
  return sent;
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
