import { once } from "node:events";
import { afterAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { anyPush } from "../../functions/contract/pushed.ts";
import type { Session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { newcomer } from "./newcomers.ts";
import { cast, send, url } from "./shared.ts";
import { assign, raise, refusal } from "./steps.ts";

const { admin, itHead, hodFinance, ana, finance, engineering } = cast;
type Query = Parameters<Session["client"]["createExport"]>[0]["body"];

const begin = async (by: Session, query: Query = {}) => (await by.client.createExport({ body: query })).body;
const show = async (by: Session, exportId: string) => (await by.client.getExport({ params: { exportId } })).body;
const done = (by: Session, id: string) =>
  until(
    () => show(by, id),
    ({ state }) => state !== "running",
    `the export of ${by.email}`,
  );

/** What somebody gets in their file, without its first line. */
async function linesOf(by: Session, query: Query = {}) {
  const { url: address, rows, state } = await done(by, (await begin(by, query)).id);
  expect(state).toBe("ready");
  const [header, ...lines] = (await (await fetch(address ?? "")).text()).split("\r\n");
  expect(header).toContain('"id","title"');
  expect(lines.pop()).toBe("");
  expect(lines).toHaveLength(rows ?? -1);
  return lines;
}
const idsOf = async (by: Session, query: Query = {}) =>
  (await linesOf(by, query)).map((line) => /^"(T-\w+)"/.exec(line)?.[1]);

const stranger = await newcomer(url, admin, { department: "engineering" });
const formula = '=HYPERLINK("http://evil.example","x")' as never;
const mine = await raise(finance, "other", { title: formula });
const theirs = await raise(engineering, "other", { title: 'الطابعة، "ünï" 🖨️; it\'s' as never });
const degrees = await raise(stranger.session, "other", { title: "-1 degrees" as never });
await assign(itHead, theirs.id, ana);

describe("an export", () => {
  test("runs at first, and comes to a file that is saved by its day's name", async () => {
    const begun = await begin(finance);
    expect(begun).toEqual({
      id: begun.id,
      state: "running",
      rows: null,
      truncated: false,
      createdAt: expect.any(String),
      url: null,
      expiresAt: null,
    });
    const ready = await done(finance, begun.id);
    expect(ready).toMatchObject({ state: "ready", truncated: false, createdAt: begun.createdAt });
    expect(Date.parse(ready.expiresAt ?? "") - Date.now()).toBeLessThanOrEqual(60_000);
    expect(Number(new URL(ready.url ?? "").searchParams.get("X-Amz-Expires"))).toBeLessThanOrEqual(60);
    const file = await fetch(ready.url ?? "");
    expect(file.headers.get("content-disposition")).toContain(
      `attachment; filename="tickets-${begun.createdAt.slice(0, 10)}.csv"`,
    );
    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect((await file.bytes()).slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
  });

  test("guards what spreadsheets would take for a formula, and leaves every other title as it is", async () => {
    const lines = await linesOf(admin);
    const lineOf = (id: string) => lines.find((line) => line.startsWith(`"${id}"`));
    expect(lineOf(mine.id)).toContain(`,"'=HYPERLINK(""http://evil.example"",""x"")",`);
    expect(lineOf(theirs.id)).toContain(`,"الطابعة، ""ünï"" 🖨️; it's","assigned","medium","other","engineering",`);
    expect(lineOf(degrees.id)).toContain(`,"'-1 degrees",`);
  });

  test("holds what its owner may read, and nothing else", async () => {
    const own = await idsOf(finance);
    expect(own).toContain(mine.id);
    expect(own).not.toContain(theirs.id);
    expect(await idsOf(stranger.session)).toEqual([degrees.id]);
    expect(await idsOf(hodFinance)).not.toContain(theirs.id);
    const assigned = await idsOf(ana);
    expect(assigned).toContain(theirs.id);
    expect(assigned).not.toContain(mine.id);
    expect(await idsOf(itHead)).toEqual(expect.arrayContaining([mine.id, theirs.id, degrees.id]));
  });

  test("is narrowed and ordered as a list is", async () => {
    const requester = stranger.account.id;
    expect(await idsOf(admin, { requester })).toEqual([degrees.id]);
    expect(await idsOf(admin, { requester, status: "closed" })).toEqual([]);
    expect(await idsOf(admin, { requester, status: "closed,open" })).toEqual([degrees.id]);
    const listed = (
      await admin.client.listTickets({ query: { department: "engineering", sort: "oldest", limit: 100 } })
    ).body.items;
    const ids = await idsOf(admin, { department: "engineering", sort: "oldest" });
    expect(ids.slice(0, listed.length)).toEqual(listed.map(({ id }) => id));
  });

  test("holds what a search finds, in any order of lists", async () => {
    const word = `export${degrees.id.slice(2).toLowerCase()}`;
    const { id } = await raise(stranger.session, "other", { title: `Find ${word}` as never });
    const found = async () => (await admin.client.listTickets({ query: { q: word } })).body.items;
    await until(found, (items) => items.length > 0, "the words of a ticket");
    for (const sort of ["newest", "oldest", "changed", "urgent"] as const) {
      expect(await idsOf(admin, { q: word, sort })).toEqual([id]);
      expect(new Set(await idsOf(stranger.session, { sort }))).toEqual(new Set([id, degrees.id]));
    }
    expect(await idsOf(finance, { q: word })).toEqual([]);
  });

  test("is somebody's own: for all others, admins too, there is none", async () => {
    const { id } = await begin(finance);
    await done(finance, id);
    for (const other of [admin, engineering, hodFinance]) expect(await refusal(show(other, id))).toBe("404 not_found");
    expect(await refusal(show(finance, "00000000-0000-4000-8000-000000000000"))).toBe("404 not_found");
    expect(await refusal(show(finance, "x"))).toBe("404 not_found");
  });

  test.each([
    [{ limit: 5 }, "400"],
    [{ cursor: "x" }, "400"],
    [{ colour: "red" }, "400"],
    [{ status: "nope" }, "422"],
    [{ assignee: "me" }, "422"],
  ])("of %j is refused", async (body, status) => {
    expect(String((await send(finance, "POST", "/v1/exports", body)).status)).toBe(status);
  });

  test("is made once for an Idempotency-Key", async () => {
    const again = () => send(finance, "POST", "/v1/exports", {}, { "idempotency-key": `export-${mine.id}` });
    const [first, second] = [await again(), await again()];
    expect([first.status, second.status, second.headers.get("idempotency-replayed")]).toEqual([201, 201, "true"]);
    expect(await second.json()).toEqual(await first.json());
  });

  test("is not handed out any more once its owner may read less", async () => {
    const { account, session } = await newcomer(url, admin, { role: "it_head", department: "it" });
    const { id } = await begin(session);
    expect(await done(session, id)).toMatchObject({ state: "ready", url: expect.any(String) });
    await admin.client.changeUser({ params: { userId: account.id }, body: { role: "user" } });
    expect(await show(session, id)).toMatchObject({ state: "failed", url: null, expiresAt: null });
  });

  test("is told of to its owner's clients when it is done, and to nobody else's", async () => {
    const [own, others] = [await listen(finance), await listen(engineering)];
    const { id } = await begin(finance);
    await until(
      async () => own,
      (pushed) => pushed.some((one) => one.type === "export" && one.id === id),
      "the push",
    );
    for (const one of own) expect(anyPush.parse(one)).toEqual(one);
    expect((await show(finance, id)).state).toBe("ready");
    expect(others.filter(({ type }) => type === "export")).toEqual([]);
  });

  test("can be begun ten times an hour, and not more often", async () => {
    const { session } = await newcomer(url, admin);
    const sent = Array.from({ length: 10 }, () => begin(session));
    expect(new Set((await Promise.all(sent)).map(({ id }) => id)).size).toBe(10);
    expect(await refusal(begin(session))).toBe("429 too_many_requests");
  });
});

const sockets: WebSocket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.close();
});

async function listen(by: Session) {
  const socket = new WebSocket((await by.client.createSocketTicket({})).body.url);
  sockets.push(socket);
  const pushed: { type: string; id?: string }[] = [];
  socket.on("message", (data) => pushed.push(JSON.parse(String(data)) as { type: string; id?: string }));
  await once(socket, "open");
  return pushed;
}
