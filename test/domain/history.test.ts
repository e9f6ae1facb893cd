import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addFile } from "../../functions/domain/attachment.ts";
import { comment } from "../../functions/domain/conversation.ts";
import { edit } from "../../functions/domain/edit.ts";
import type { Change, TicketEvent } from "../../functions/domain/event.ts";
import { brokenAt, record as recordAs } from "../../functions/domain/history.ts";
import { assign, move, raise } from "../../functions/domain/lifecycle.ts";
import { act, admin, at, category, described, requester, technician } from "./people.ts";

const record = (change: Change) => recordAs(change, "E-1");

function story(): TicketEvent[] {
  const raised = record(
    raise({ id: "T-0000001", title: "t", description: "d", priority: "low" }, category(), requester, at),
  );
  const noted = record(comment(raised.ticket, "An internal note", true, act(admin)));
  const assigned = record(assign(noted.ticket, technician, act(admin)));
  const started = record(move(assigned.ticket, "in_progress", null, act(technician)));
  const edited = record(edit(described(started.ticket), { title: "u" }, admin, act(admin)) ?? expect.fail());
  const file = { id: "f-1", name: "a.txt", size: 5, contentType: "text/plain", state: "awaiting_upload" } as const;
  const announced = { ...file, uploadedBy: act(requester).by, uploadedAt: at, object: null };
  const files = { ticketId: "T-0000001", revision: 0, attachments: [announced] };
  const attached = record(addFile(edited.ticket, files, announced, { object: "v1", scanned: false }, act(requester)));
  return [raised, noted, assigned, started, edited, attached].map(({ event }) => event);
}

describe("the chain of events", () => {
  test("a history that nobody touched holds together, and survives being stored as JSON with its keys in any order", () => {
    const stored = story().map((event) =>
      JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(event).reverse()))),
    );
    expect(brokenAt(stored)).toBeNull();
  });

  test("events are numbered without gaps; an internal note does not count for those who cannot read it", () => {
    expect(story().map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(story().map(({ version }) => version)).toEqual([1, 1, 2, 3, 4, 5]);
  });

  test("the same facts have the same hash in every version of the desk: what one has written the next can verify", () => {
    const waiting = raise(
      { id: "T-0000002", title: "t", description: "d", priority: "low" },
      category(["hod", "it_head"]),
      requester,
      at,
    );
    const hashes = [story().at(-1), record(waiting).event].map((event) => event?.hash.slice(0, 8));
    expect(hashes).toEqual(["9e1b1d28", "ca6f4e16"]);
  });

  test("the id of an event is no part of the chain: two that differ in nothing else have the same hash", () => {
    const [first] = story();
    const raised = raise({ id: "T-0000001", title: "t", description: "d", priority: "low" }, category(), requester, at);
    expect(recordAs(raised, "E-2").event).toEqual({ ...first, id: "E-2" });
  });

  const persons = ["by.name", "assignee.name", "previous.name"];

  test("of a person the chain holds the id alone: a name that is taken out breaks nothing", () => {
    const events = story().map((event) => ({ ...event, by: { ...event.by, name: "Former user" } }));
    expect(brokenAt(events)).toBeNull();
    expect(brokenAt(events.with(1, { ...events[1], by: { id: "another", name: "Former user" } } as never))).toBe(1);
  });

  test("any other change of any fact of any event shows, at that event", () => {
    const leaves = (value: unknown, path: string[] = []): string[][] =>
      value !== null && typeof value === "object"
        ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
        : [path];
    const all = story()
      .flatMap((event, index) => leaves(event).map((path) => ({ index, path })))
      .filter(({ path }) => path[0] !== "id" && !persons.includes(path.join(".")));
    fc.assert(
      fc.property(fc.constantFrom(...all), ({ index, path }) => {
        const events = structuredClone(story()) as unknown as Record<string, unknown>[];
        const last = path.at(-1) ?? "";
        const holder = path
          .slice(0, -1)
          .reduce<Record<string, unknown>>((at, key) => at[key] as never, events[index] as never);
        holder[last] = `${String(holder[last])} changed`;
        expect(brokenAt(events as never)).toBe(index);
      }),
      { numRuns: 300 },
    );
  });

  test.each([0, 1, 2, 3])("a missing event shows (event %i)", (missing) => {
    expect(brokenAt(story().toSpliced(missing, 1))).toBe(missing);
  });

  test("an event that was written anew, with a hash of its own, shows at the next; and so does a gap in the numbers", () => {
    const words = { id: "T-0000001", title: "t", description: "d", priority: "low" } as const;
    const first = record(raise(words, category(), requester, at));
    const said = (text: string, { ticket } = first) => record(comment(ticket, text, false, act(admin)));
    const [true_, forged] = [said("Yes"), said("No")];
    const next = said("Really", true_);
    const events = (...all: (typeof first)[]) => all.map(({ event }) => event);
    expect(brokenAt(events(first, true_, next))).toBeNull();
    expect(brokenAt(events(first, forged, next))).toBe(2);
    expect(brokenAt(events(first, said("Yes", { ...first, ticket: { ...first.ticket, revision: 4 } })))).toBe(1);
  });

  test("two events that changed places show", () => {
    const [a, b, c, ...rest] = story() as [TicketEvent, TicketEvent, TicketEvent];
    expect(brokenAt([a, c, b, ...rest])).toBe(1);
  });
});
