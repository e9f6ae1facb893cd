import type { Account } from "../domain/account.ts";
import { quietUntil } from "../domain/quietHours.ts";
import { type Held, hold } from "../store/held.ts";

/** Sends at once, or holds the message back where it is the reader's quiet time. */
export async function unlessQuiet(account: Account, held: Held, send: () => Promise<unknown>): Promise<void> {
  const until = quietUntil(account.notifications, new Date().toISOString());
  if (until) await hold(held, until);
  else await send();
}
