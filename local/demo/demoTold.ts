import assert from "node:assert/strict";
import type { Session } from "../session.ts";
import { until } from "../until.ts";

type Told = { id: string; who: string; by: "app" | "e-mail" | "SMS"; why: string };
/** Who must be told by which channels: { "hod.finance": ["app", "e-mail"] }. */
export type Expected = Record<string, Told["by"][]>;

/**
 * Watches what the people of the story are told, by any channel; each call gives an account of what is new. Whoever else has come
 * to the desk since, such as a second head of finance, may be told as well.
 */
export function watchTold(address: string, people: readonly Session[], say: (line: string) => void) {
  const seen = new Set<string>();
  const names = new Set(people.map(({ email }) => nameOf(email)));

  async function news(ticketId: string): Promise<Told[]> {
    const all = await Promise.all([...people.map((person) => inApp(person, ticketId)), sentOut(address, ticketId)]);
    return all.flat().filter(({ id, who, by }) => names.has(who) && !seen.has(`${id} ${who} ${by}`));
  }

  /** Waits until everybody has been told, says so, and holds it against the table. */
  return async (ticketId: string, expected: Expected): Promise<void> => {
    const wanted = Object.entries(expected).flatMap(([who, channels]) => channels.map((by) => `${who} by ${by}`));
    const told = await until(
      () => news(ticketId),
      (all) => all.length >= wanted.length,
      `telling ${wanted.join(", ")}`,
    );
    for (const { id, who, by, why } of told) {
      seen.add(`${id} ${who} ${by}`);
      say(`    told ${who} by ${by}${why ? `: ${why}` : ""}`);
    }
    assert.deepEqual(
      told.map(({ who, by }) => `${who} by ${by}`).sort(),
      wanted.sort(),
      "others were told than the table says",
    );
  };
}

async function inApp({ client, email }: Session, ticketId: string): Promise<Told[]> {
  const { body } = await client.listNotifications({ query: { limit: 100 } });
  return body.items
    .filter((one) => one.ticketId === ticketId)
    .map(({ id, reason }) => ({ id, who: nameOf(email), by: "app" as const, why: reason }));
}

type Sent = { id: string; channel: "email" | "sms"; to: string[]; subject: string; text: string };

async function sentOut(address: string, ticketId: string): Promise<Told[]> {
  const { sent } = (await (await fetch(new URL("/outbox.json", address))).json()) as { sent: Sent[] };
  return sent
    .filter(({ text }) => text.includes(ticketId))
    .flatMap(({ id, channel, to }) =>
      to.map((who) => ({
        id,
        who: nameOf(who),
        by: channel === "sms" ? ("SMS" as const) : ("e-mail" as const),
        why: "",
      })),
    );
}

const nameOf = (email: string): string => email.split("@")[0] ?? email;
