import { expect, test } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { descriptionIn, type TicketEvent } from "../../functions/domain/event.ts";
import { brokenAt, record } from "../../functions/domain/history.ts";
import { defaultPreferences } from "../../functions/domain/preferences.ts";
import { type Described, statuses, type Ticket } from "../../functions/domain/ticket.ts";
import { accounts } from "../../local/demo/demoAccounts.ts";
import { idOf, play, type Story } from "../../local/demo/demoStory.ts";
import { stories } from "../../local/demo/demoTickets.ts";

const now = Date.now();
const people = new Map(
  accounts.map(({ title: _, ...given }) => {
    const name = given.email.replace("@example.com", "");
    const rest = { disabled: false, notifications: defaultPreferences, createdAt: "2026-01-01T00:00:00.000Z" };
    return [name, { ...given, ...rest, id: name } satisfies Account];
  }),
);

function tell(story: Story): { ticket: Ticket; events: TicketEvent[] } {
  const all: (Described & { event: TicketEvent })[] = [];
  for (const step of play(story, people, now)) {
    const before = all.at(-1) ?? null;
    const written = record(step(before), `E-${all.length}`);
    all.push({ ...written, description: descriptionIn(written.event) ?? before?.description ?? "" });
  }
  return { ticket: (all.at(-1) as Described).ticket, events: all.map(({ event }) => event) };
}
const told = stories.map(tell);

test("there are more than 35 demo tickets, each with an id of its own, in every status", () => {
  expect(new Set(stories.map(idOf)).size).toBe(stories.length);
  expect(stories.length).toBeGreaterThan(35);
  expect([...new Set(told.map(({ ticket }) => ticket.status))].sort()).toEqual([...statuses].sort());
});

test.each(stories.map((story, index) => [story.title, index]))(
  "%s: its history is whole and lies in the past, in order",
  (_, index) => {
    const { events } = told[index as number] as (typeof told)[number];
    expect(brokenAt(events)).toBeNull();
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(Date.parse(String(times.at(-1)))).toBeLessThanOrEqual(now);
  },
);

test("what waits for a decision was asked for within the day, so that nothing expires while it is looked at", () => {
  for (const { ticket } of told.filter(({ ticket: { status } }) => status.startsWith("pending_"))) {
    const asked = ticket.approvals.find(({ state }) => state === "pending")?.requestedAt;
    expect(now - Date.parse(String(asked)), ticket.title).toBeLessThan(24 * 3_600_000);
  }
});
