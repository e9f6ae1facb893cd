import { describe, expect, test } from "vitest";
import type { Session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { newcomer } from "./newcomers.ts";
import { cast, send, url } from "./shared.ts";
import { assign, idOf, raise, refusal } from "./steps.ts";

const { admin, itHead, hodFinance, hodEngineering, ana, bo, finance, engineering } = cast;
type Query = Parameters<Session["client"]["listTickets"]>[0]["query"];

/** All hits, page by page. */
async function found(by: Session, q: string, query: Query = {}): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await by.client.listTickets({ query: { limit: 100, ...query, q, cursor } });
    ids.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

const foundAtLast = (by: Session, q: string, ids: readonly string[]) =>
  until(
    () => found(by, q),
    (hits) => ids.every((id) => hits.includes(id)),
    `${q} leading to ${ids.join(", ")}`,
  );

const about = (title: string, description = "It is as it says.") => ({ title, description }) as object;
const badger = await raise(
  finance,
  "other",
  about("The badger printer hums", "ERR-7734 on floor 3, since Ünïcode day"),
);
const badgers = await raise(engineering, "other", about("Two badgers", "机房的打印机坏了"));
const chinese = await raise(hodFinance, "other", about("财务部打印机坏了"));
const arabic = await raise(finance, "other", about("لا تعمل الطابعة الصقرية"));
await assign(itHead, badgers.id, ana);
await foundAtLast(admin, "badger", [badger.id, badgers.id]);
await foundAtLast(admin, "打印机坏了", [chinese.id, badgers.id]);
await foundAtLast(admin, "الصقرية", [arabic.id]);

describe("a search", () => {
  test("finds each role what it may read, and nothing else", async () => {
    const hits = async (by: Session) => (await found(by, "badger")).sort();
    expect(await hits(finance)).toEqual([badger.id]);
    expect(await hits(engineering)).toEqual([badgers.id]);
    expect(await hits(hodFinance)).toEqual([badger.id]);
    expect(await hits(hodEngineering)).toEqual([badgers.id]);
    expect(await hits(ana)).toEqual([badgers.id]);
    expect(await hits(bo)).toEqual([]);
    expect(await hits(itHead)).toEqual([badger.id, badgers.id].sort());
    expect(await hits(admin)).toEqual([badger.id, badgers.id].sort());
  });

  test("lets nobody learn of a ticket by its id, its words or its requester", async () => {
    for (const q of [badger.id, badger.id.toLowerCase(), "badger hums", "7734"]) {
      expect(await found(engineering, q)).toEqual([]);
      expect(await found(bo, q)).toEqual([]);
      expect(await found(hodEngineering, q)).toEqual([]);
    }
    const requester = await idOf(finance);
    for (const by of [engineering, bo, hodEngineering]) expect(await found(by, "badger", { requester })).toEqual([]);
  });

  test.each([
    ["a word", "badger printer"],
    ["beginnings, in any order", "hum badg"],
    ["a code", "ERR-7734"],
    ["a number", "7734"],
    ["what is spelt with accents, without them", "unicode badger"],
    ["capitals", "BADGER HUMS"],
  ])("finds a ticket by %s", async (_, q) => {
    for (const by of [finance, hodFinance, itHead, admin]) expect(await found(by, q)).toContain(badger.id);
  });

  test("finds a ticket by words of its requester's name, with others and without", async () => {
    const name = `Quentin Zzyzx${process.pid}`;
    const { session } = await newcomer(url, admin, { name });
    const { id } = await raise(session, "other", about("A ferret"));
    await foundAtLast(itHead, `zzyzx${process.pid}`, [id]);
    expect(await found(itHead, `ferret quent zzyzx${process.pid}`)).toEqual([id]);
    expect(await found(session, "quentin")).toEqual([id]);
    expect(await found(itHead, `badger zzyzx${process.pid}`)).toEqual([]);
  });

  test("finds in scripts that put no blanks between words, and in those that run from right to left", async () => {
    expect((await found(admin, "打印机")).sort()).toEqual([chinese.id, badgers.id].sort());
    expect(await found(hodFinance, "财务部")).toEqual([chinese.id]);
    expect(await found(engineering, "机房")).toEqual([badgers.id]);
    expect(await found(finance, "الطابعة الصق")).toEqual([arabic.id]);
  });

  test.each([
    (id: string) => id,
    (id: string) => id.toLowerCase(),
    (id: string) => id.slice(2),
    (id: string) => `  ${id.slice(2).toLowerCase()} `,
  ])("finds a ticket by its id as people write it (%#)", async (written) => {
    for (const by of [finance, hodFinance, itHead, admin]) {
      expect(await found(by, written(badger.id))).toEqual([badger.id]);
    }
  });

  test.each([
    { status: "assigned" },
    { department: "engineering" },
    { category: "other", priority: "medium", status: "assigned" },
  ] as const)("is narrowed by $status $department $category as any list", async (query) => {
    for (const by of [itHead, admin, hodEngineering]) expect(await found(by, "badger", query)).toEqual([badgers.id]);
    expect(await found(finance, "badger", query)).toEqual([]);
  });

  test("is narrowed by requester and assignee", async () => {
    const [requester, assignee] = [await idOf(finance), await idOf(ana)];
    expect(await found(admin, "badger", { requester })).toEqual([badger.id]);
    expect(await found(itHead, "badger", { assignee })).toEqual([badgers.id]);
    expect(await found(ana, "badger", { assignee })).toEqual([badgers.id]);
    expect(await found(admin, "badger", { assignee, requester })).toEqual([]);
    expect(await found(hodEngineering, "badger", { assignee })).toEqual([badgers.id]);
  });

  test("shows rows like any list, in the order that is asked for", async () => {
    const { items } = (await admin.client.listTickets({ query: { q: badger.id } })).body;
    expect(Object.keys(items[0] ?? {})).toEqual(
      Object.keys((await finance.client.listTickets({ query: {} })).body.items[0] ?? {}),
    );
    expect(await found(admin, "badger", { sort: "oldest" })).toEqual([badger.id, badgers.id]);
    expect(await found(admin, "badger", { sort: "newest" })).toEqual([badgers.id, badger.id]);
    expect(await found(admin, "badger")).toEqual([badger.id, badgers.id]);
  });

  test("walked in pages of one shows every hit once", async () => {
    const many = await Promise.all([1, 2, 3, 4, 5].map((at) => raise(finance, "other", about(`Wombat ${at} wombats`))));
    const ids = many.map(({ id }) => id).sort();
    await foundAtLast(admin, "wombat", ids);
    for (const by of [admin, finance, hodFinance]) expect((await found(by, "womb", { limit: 1 })).sort()).toEqual(ids);
  });

  test("finds an edited ticket by its new words, and no longer by the old ones", async () => {
    const { id } = await raise(finance, "other", about("Axolotl", "swims in the lift"));
    await foundAtLast(admin, "axolotl", [id]);
    const before = await finance.client.getTicket({ params: { ticketId: id } });
    const headers = { "if-match": before.headers.get("etag") ?? "" };
    await finance.client.editTicket({ params: { ticketId: id }, headers, body: { title: "Capybara" } });
    await foundAtLast(admin, "capybara lift", [id]);
    for (const by of [admin, finance, hodFinance]) {
      expect(await found(by, "axolotl")).not.toContain(id);
      expect(await found(by, "capyb swims")).toContain(id);
    }
  });
});

describe("what is no word", () => {
  const oddities = ["🙂", '"', "''", "-- ;", "%", "*", "\\", "\u0301", "<script>", "#", "{}", "𝕏𝕏𝕏", "x".repeat(100)];
  test.each(oddities)("%j leads to an empty page", async (q) => {
    for (const by of [finance, ana, hodFinance, itHead, admin]) {
      expect((await by.client.listTickets({ query: { q } })).body).toEqual({ items: [], nextCursor: null });
    }
  });

  test("fifty times the same letter is a search for that letter", async () => {
    expect(await found(finance, "h ".repeat(50))).toContain(badger.id);
  });

  test.each([
    ["nothing", ""],
    ["a hundred blanks", " ".repeat(100)],
    ["control characters", "\u0000\u0007\u001b"],
    ["more than a hundred characters", "x".repeat(101)],
  ])("%s is refused", async (_, q) => {
    expect(await refusal(admin.client.listTickets({ query: { q } }))).toBe("400 malformed");
  });

  test.each(["%ff", "%ed%a0%80", "%", "a&q=b", "%00"])(
    "%s in the address is a client's error or a page",
    async (raw) => {
      const { status } = await send(admin, "GET", `/v1/tickets?q=${raw}`);
      expect([200, 400]).toContain(status);
    },
  );

  test("a cursor belongs to what was searched for", async () => {
    const cursor = (await admin.client.listTickets({ query: { q: "badger", limit: 1 } })).body.nextCursor ?? "";
    expect(await refusal(admin.client.listTickets({ query: { q: "badgers", limit: 1, cursor } }))).toBe(
      "400 invalid_cursor",
    );
    expect(await refusal(admin.client.listTickets({ query: { limit: 1, cursor } }))).toBe("400 invalid_cursor");
    expect((await admin.client.listTickets({ query: { q: " badger ", limit: 1, cursor } })).status).toBe(200);
  });
});
