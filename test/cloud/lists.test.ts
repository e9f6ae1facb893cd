import { describe, expect, test } from "vitest";
import { urgencyOf } from "../../functions/domain/tally.ts";
import type { Session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { cast } from "./shared.ts";
import { assign, idOf, raise, refusal } from "./steps.ts";

const { admin, itHead, hodFinance, hodEngineering, ana, finance, engineering } = cast;
type Query = Parameters<Session["client"]["listTickets"]>[0]["query"];

/** All tickets of a list, page by page. */
async function everything(by: Session, query: Query) {
  const found = [];
  let cursor: string | undefined;
  do {
    const { body } = await by.client.listTickets({ query: { ...query, cursor } });
    found.push(...body.items);
    cursor = body.nextCursor ?? undefined;
  } while (cursor);
  return found;
}
const idsOf = async (by: Session, query: Query = {}) =>
  (await everything(by, { limit: 100, ...query })).map(({ id }) => id);

const isSame = (one: readonly string[], other: readonly string[]) => JSON.stringify(one) === JSON.stringify(other);

const mine = await Promise.all(Array.from({ length: 23 }, () => raise(finance, "other")));
const theirs = await Promise.all(Array.from({ length: 5 }, () => raise(engineering, "hardware-issue")));
const [work] = theirs;
if (work) await assign(itHead, work.id, ana);

describe("a list", () => {
  test("shows each role the tickets that it may read, and no others", async () => {
    const scope = async (by: Session) => {
      const ids = new Set(await idsOf(by));
      return [mine.every(({ id }) => ids.has(id)), theirs.every(({ id }) => ids.has(id)), ids.has(work?.id ?? "")];
    };
    expect(await scope(finance)).toEqual([true, false, false]);
    expect(await scope(engineering)).toEqual([false, true, true]);
    expect(await scope(hodFinance)).toEqual([true, false, false]);
    expect(await scope(hodEngineering)).toEqual([false, true, true]);
    expect(await scope(ana)).toEqual([false, false, true]);
    expect(await scope(itHead)).toEqual([true, true, true]);
    expect(await scope(admin)).toEqual([true, true, true]);
  });

  test.each([1, 2, 7, 100])("walked in pages of %i shows every ticket once, newest first", async (limit) => {
    const requester = await idOf(finance);
    const rows = (await everything(admin, { limit, requester })).filter(({ id }) =>
      mine.some((ticket) => ticket.id === id),
    );
    expect(rows.map(({ id }) => id).sort()).toEqual(mine.map(({ id }) => id).sort());
    const times = rows.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  test.each(Object.entries({ finance, ana, hodFinance, itHead }))(
    "of %s, last changed first or most urgent first, has every ticket once and in order",
    async (_, by) => {
      const all = (await idsOf(by)).sort();
      const changed = await until(
        () => everything(by, { limit: 7, sort: "changed" }),
        (rows) => isSame(rows.map(({ id }) => id).sort(), all),
        "every ticket being in the order of change",
      );
      const times = changed.map(({ updatedAt }) => updatedAt);
      expect(times).toEqual([...times].sort().reverse());
      const urgent = await everything(by, { limit: 7, sort: "urgent" });
      expect(urgent.map(({ id }) => id).sort()).toEqual(all);
      const urgencies = urgent.map(urgencyOf);
      expect(urgencies).toEqual([...urgencies].sort());
    },
  );

  test("last changed first has a ticket on top that has just been changed, and leaves it where it is for a comment", async () => {
    const [old, recent] = [mine[0]?.id ?? "", mine[1]?.id ?? ""];
    await itHead.client.addComment({ params: { ticketId: old }, body: { message: "Any news?" } });
    await assign(itHead, recent, ana);
    const places = await until(
      async () =>
        (await itHead.client.listTickets({ query: { sort: "changed", limit: 100 } })).body.items.map(({ id }) => id),
      (ids) => ids[0] === recent,
      "the ticket being on top",
    );
    expect(places.indexOf(old)).toBeGreaterThan(places.indexOf(recent) + 1);
  });

  test("walked through all shards shows every ticket once, in the order that was asked for", async () => {
    const newest = await idsOf(admin, { limit: 7 });
    const oldest = await idsOf(admin, { limit: 9, sort: "oldest" });
    expect(new Set(newest).size).toBe(newest.length);
    expect(oldest.filter((id) => newest.includes(id))).toEqual(
      [...newest].reverse().filter((id) => oldest.includes(id)),
    );
  });

  test("shows what a ticket is about, and not its text", async () => {
    const [row] = (await finance.client.listTickets({ query: { limit: 1 } })).body.items;
    expect(Object.keys(row ?? {}).sort()).toEqual(
      [
        "id",
        "title",
        "category",
        "priority",
        "status",
        "department",
        "requester",
        "assignee",
        "createdAt",
        "updatedAt",
      ].sort(),
    );
  });

  test.each([
    ["status", { status: "assigned" }],
    ["category", { category: "hardware-issue" }],
    ["priority", { priority: "medium" }],
    ["department", { department: "engineering" }],
    ["several at once", { status: "assigned", department: "engineering", category: "hardware-issue" }],
  ] as const)("narrowed by %s holds those tickets and no others", async (_, query) => {
    const rows = await everything(admin, { ...query, limit: 100 });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatchObject(query);
    expect(rows.map(({ id }) => id)).toContain(work?.id);
  });

  test("narrowed by several statuses holds tickets of each, in one order, page by page", async () => {
    const wanted = (await everything(admin, { limit: 100 })).filter(({ status }) => /^(open|assigned)$/.test(status));
    expect(new Set(wanted.map(({ status }) => status)).size).toBe(2);
    const rows = await everything(admin, { status: "assigned,open", limit: 7 });
    expect(rows.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    const often = Array.from({ length: 150 }, () => "open,assigned").join(",");
    expect(await everything(admin, { status: often, limit: 100 })).toEqual(rows);
    expect(await refusal(admin.client.listTickets({ query: { status: "open,nope" } }))).toBe("400 malformed");
  });

  test("narrowed by assignee or requester holds theirs", async () => {
    const [technician, requester] = [await idOf(ana), await idOf(engineering)];
    expect(await idsOf(admin, { assignee: technician })).toContain(work?.id);
    expect(await idsOf(itHead, { requester })).toEqual(expect.arrayContaining(theirs.map(({ id }) => id)));
    expect(await idsOf(finance, { requester })).toEqual([]);
    expect(await idsOf(hodFinance, { assignee: technician, department: "engineering" })).toEqual([]);
  });
});

describe("a cursor", () => {
  const cursorOf = async (by: Session, query: Query) =>
    (await by.client.listTickets({ query: { ...query, limit: 2 } })).body.nextCursor ?? "";

  test("that was changed in any place is refused", async () => {
    const cursor = await cursorOf(finance, {});
    const last = cursor.length - 1;
    const places = Array.from({ length: Math.ceil(last / 5) }, (_, index) => index * 5);
    const changed = places.map((at) => cursor.slice(0, at) + (cursor[at] === "A" ? "B" : "A") + cursor.slice(at + 1));
    // A last letter has bits to spare, and what is no letter of base64 is overlooked when it is decoded.
    const ends = [..."ABCDabcd0189-_"].filter((letter) => letter !== cursor[last]);
    changed.push(...ends.map((letter) => cursor.slice(0, last) + letter));
    changed.push(...["=", "==", ".", "!", " ", "x", "A"].map((more) => cursor + more));
    for (const one of changed) {
      const asked = finance.client.listTickets({ query: { cursor: one } });
      expect(await refusal(asked), `${cursor} as ${one}`).toBe("400 invalid_cursor");
    }
    expect(await refusal(finance.client.listTickets({ query: { cursor: "x" } }))).toBe("400 invalid_cursor");
  });

  test("belongs to one caller, one query and one list", async () => {
    const cursor = await cursorOf(admin, {});
    expect(await refusal(itHead.client.listTickets({ query: { cursor } }))).toBe("400 invalid_cursor");
    expect(await refusal(admin.client.listTickets({ query: { cursor, status: "open" } }))).toBe("400 invalid_cursor");
    expect(await refusal(admin.client.listApprovals({ query: { cursor } }))).toBe("400 invalid_cursor");
    expect((await admin.client.listTickets({ query: { cursor, limit: 5 } })).status).toBe(200);
  });

  test("does not show where it stands", async () => {
    const cursor = await cursorOf(finance, {});
    expect(Buffer.from(cursor, "base64url").toString("latin1")).not.toMatch(/T-|20\d\d-/);
  });

  test("leads through a long history", async () => {
    const { id } = await raise(finance, "other");
    for (let i = 0; i < 6; i++)
      await finance.client.addComment({ params: { ticketId: id }, body: { message: `${i}` } });
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await finance.client.getHistory({ params: { ticketId: id }, query: { limit: 3, cursor } });
      seen.push(...body.items.map(({ sequence }) => sequence));
      cursor = body.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
