import { once } from "node:events";
import { afterAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { anyPush } from "../../functions/contract/pushed.ts";
import type { Session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { newcomer } from "./newcomers.ts";
import { cast, send, url } from "./shared.ts";
import { assign, decide, idOf, move, raise, reach, refusal } from "./steps.ts";

const { admin, itHead, hodFinance, ana, bo, finance, engineering } = cast;
type Sent = { channel: "email" | "sms"; to: string[]; subject: string; text: string; html: string };

const toldOf = async (by: Session, ticketId: string) =>
  (await by.client.listNotifications({ query: { limit: 100 } })).body.items
    .filter((one) => one.ticketId === ticketId)
    .map(({ type }) => type)
    .reverse();
const tells = (by: Session, ticketId: string, types: string[]) =>
  until(
    () => toldOf(by, ticketId),
    (now) => now.length >= types.length,
    `${by.email} being told`,
  ).then((now) => expect(now).toEqual(types));
const outbox = async () => ((await (await fetch(new URL("/outbox.json", url))).json()) as { sent: Sent[] }).sent;
const mailsAbout = async (to: string, ticketId: string) =>
  (await outbox()).filter(
    ({ channel, to: all, subject }) => channel === "email" && all.includes(to) && subject.includes(ticketId),
  );
async function turnMail(running: boolean) {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ running });
  expect((await fetch(new URL("/outbox/engine", url), { method: "POST", headers, body })).status).toBe(200);
}

describe("in the app", () => {
  test("everybody concerned is told of each step, and nobody else", async () => {
    const { id } = await raise(finance);
    await tells(hodFinance, id, ["ApprovalRequested"]);
    await decide(hodFinance, id, "hod", "approve");
    await reach(finance, id, "pending_it_head_approval");
    await tells(itHead, id, ["ApprovalRequested"]);
    await decide(itHead, id, "it_head", "approve");
    await reach(finance, id, "approved");
    await assign(itHead, id, ana);
    await move(ana, id, "in_progress");
    await move(ana, id, "resolved", "Installed");
    await tells(finance, id, [
      "ApprovalGiven",
      "ApprovalGiven",
      "TicketApproved",
      "TicketAssigned",
      "StatusChanged",
      "StatusChanged",
    ]);
    await tells(ana, id, ["TicketAssigned"]);
    expect(await toldOf(itHead, id)).toEqual(["ApprovalRequested", "TicketApproved"]);
    expect(await toldOf(hodFinance, id)).toEqual(["ApprovalRequested"]);
    for (const stranger of [bo, engineering, admin]) expect(await toldOf(stranger, id)).toEqual([]);
  });

  test("each notification says what happened and why the reader is told", async () => {
    const { id } = await raise(finance);
    await tells(hodFinance, id, ["ApprovalRequested"]);
    const found = (await hodFinance.client.listNotifications({ query: {} })).body.items.find(
      (one) => one.ticketId === id,
    );
    expect(found).toMatchObject({
      message: expect.stringContaining(id),
      reason: "you head finance, and step 1 waits for you",
      read: false,
    });
  });

  test("can be marked as read, one or all, and the unread ones listed", async () => {
    const { id } = await raise(engineering, "other");
    await tells(engineering, id, ["TicketRaised"]);
    const unread = () => engineering.client.listNotifications({ query: { unread: "true", limit: 100 } });
    const [first] = (await unread()).body.items;
    const read = await engineering.client.readNotification({ params: { notificationId: first?.id ?? "" } });
    expect(read.body.read).toBe(true);
    expect((await unread()).body.items.map((one) => one.id)).not.toContain(first?.id);
    await engineering.client.readAllNotifications({});
    expect((await unread()).body.items).toEqual([]);
    expect(await refusal(finance.client.readNotification({ params: { notificationId: first?.id ?? "" } }))).toBe(
      "404 not_found",
    );
  });

  test("an internal note is told to those who may read it only", async () => {
    const { id } = await raise(finance, "other");
    await assign(itHead, id, ana);
    await admin.client.addComment({ params: { ticketId: id }, body: { message: "SECRET-NOTE", internal: true } });
    await tells(ana, id, ["TicketAssigned", "CommentAdded"]);
    await admin.client.addComment({ params: { ticketId: id }, body: { message: "A public word" } });
    await tells(finance, id, ["TicketRaised", "TicketAssigned", "CommentAdded"]);
    expect(
      JSON.stringify([(await finance.client.listNotifications({ query: {} })).body, await outbox()]),
    ).not.toContain("SECRET-NOTE");
  });
});

describe("by e-mail", () => {
  test("the approver is asked with a link and the reason; the requester hears the outcome with its reason", async () => {
    const { id } = await raise(finance, "license-request");
    const [asked] = await until(
      () => mailsAbout("hod.finance@example.com", id),
      (mails) => mails.length > 0,
      "the approver's e-mail",
    );
    expect(asked?.text).toMatch(new RegExp(`/tickets/${id}[\\s\\S]*you head finance`));
    await decide(hodFinance, id, "hod", "reject", "Too <b>dear</b>");
    const [outcome] = await until(
      () => mailsAbout("user.finance@example.com", id),
      (mails) => mails.length > 0,
      "the requester's e-mail",
    );
    expect(outcome?.text).toContain("> Too <b>dear</b>");
    expect(outcome?.html).toContain("Too &lt;b&gt;dear&lt;/b&gt;");
  });

  test("with the engine down nothing is lost; when it is back, each is sent once", async () => {
    await turnMail(false);
    const tickets = await Promise.all(Array.from({ length: 4 }, () => raise(finance)));
    for (const { id } of tickets) await tells(hodFinance, id, ["ApprovalRequested"]);
    for (const { id } of tickets) expect(await mailsAbout("hod.finance@example.com", id)).toEqual([]);
    await turnMail(true);
    const all = async () => Promise.all(tickets.map(({ id }) => mailsAbout("hod.finance@example.com", id)));
    await until(all, (mails) => mails.every((one) => one.length > 0), "the e-mails that were held up", 40);
    expect((await all()).map((mails) => mails.length)).toEqual([1, 1, 1, 1]);
  });

  test("markup and line ends in a title stay text, and make no header", async () => {
    const title = "<img src=x onerror=alert(1)>\r\nBcc: evil@example.com" as never;
    const { id } = await raise(finance, "license-request", { title });
    const [mail] = await until(
      () => mailsAbout("hod.finance@example.com", id),
      (mails) => mails.length > 0,
      "the e-mail",
    );
    expect(mail?.to).not.toContain("evil");
    expect(mail?.html).not.toContain("<img");
  });
});

describe("by SMS", () => {
  test("who chose it gets a short text that holds nothing anybody typed", async () => {
    const { notifications } = (await bo.client.getMe({})).body;
    await bo.client.changeMe({
      body: { phone: "+4915112345678", notifications: { ...notifications, sms: ["work_assigned"] } },
    });
    const { id } = await raise(finance, "other", { title: "http://evil.example" as never });
    await assign(itHead, id, bo);
    const texts = async () => (await outbox()).filter(({ channel, text }) => channel === "sms" && text.includes(id));
    const [mine] = await until(texts, (all) => all.length > 0, "the SMS");
    expect(mine).toMatchObject({ to: ["+4915112345678"], text: `Ticket desk: ${id} was assigned to you.` });
    await bo.client.changeMe({ body: { notifications } });
  });
});

describe("in quiet hours", () => {
  test("e-mail is held back, and the app still tells", async () => {
    const { notifications } = (await ana.client.getMe({})).body;
    const allDay = { from: "00:00", to: "23:59", timeZone: "UTC" };
    await ana.client.changeMe({ body: { notifications: { ...notifications, quietHours: allDay } } });
    const { id } = await raise(finance, "other");
    await assign(itHead, id, ana);
    await tells(ana, id, ["TicketAssigned"]);
    await tells(finance, id, ["TicketRaised", "TicketAssigned"]);
    await ana.client.changeMe({ body: { notifications } });
    expect(await mailsAbout("tech.ana@example.com", id)).toEqual([]);
  });
});

describe("live", () => {
  const sockets: WebSocket[] = [];
  afterAll(() => {
    for (const socket of sockets) socket.close();
  });
  const heard: Pushed[][] = [];
  type Pushed = {
    type: string;
    ticketId?: string;
    version?: number;
    notification?: { ticketId: string; type: string };
  };

  async function listen(by: Session) {
    const { body } = await by.client.createSocketTicket({});
    const socket = new WebSocket(body.url);
    sockets.push(socket);
    const pushed: Pushed[] = [];
    heard.push(pushed);
    socket.on("message", (data) => pushed.push(JSON.parse(String(data)) as Pushed));
    await once(socket, "open");
    return { socket, pushed, address: body.url };
  }

  test("a connected client gets the notification, and hears that the ticket has changed", async () => {
    const { pushed } = await listen(ana);
    const { id } = await raise(finance, "other");
    const { version } = (await assign(itHead, id, ana)).body;
    await until(
      async () => pushed.filter((one) => one.notification?.ticketId === id),
      (all) => all.length > 0,
      "the push",
      5,
    );
    await until(
      async () => pushed,
      (all) => all.some((one) => one.type === "ticket" && one.ticketId === id && one.version === version),
      "the change",
    );
  });

  test("nothing is pushed to those who may not read the ticket", async () => {
    const stranger = await listen(engineering);
    const reader = await listen(hodFinance);
    const { id } = await raise(finance, "other");
    await until(
      async () => reader.pushed,
      (all) => all.some(({ ticketId }) => ticketId === id),
      "the head's push",
    );
    expect(stranger.pushed.filter((one) => one.ticketId === id || one.notification?.ticketId === id)).toEqual([]);
  });

  test("an address opens one socket, once; a made-up one opens none", async () => {
    const { address } = await listen(finance);
    const others = ["?ticket=made-up", `?ticket=${"a".repeat(3000)}`, "?ticket=", ""];
    for (const again of [address, ...others.map((query) => address.replace(/\?.*/, query))]) {
      const [error] = (await once(new WebSocket(again), "error")) as [Error];
      expect(error.message).toMatch(/401/);
    }
  });

  test("a page of another site opens none", async () => {
    const { body } = await finance.client.createSocketTicket({});
    const [error] = (await once(new WebSocket(body.url, { origin: "https://evil.example" }), "error")) as [Error];
    expect(error.message).toMatch(/403/);
  });

  test("the connection of an account that is disabled ends, and no other", async () => {
    const { account, session } = await newcomer(url, admin);
    const [theirs, others] = [await listen(session), await listen(finance)];
    const closed = once(theirs.socket, "close", { signal: AbortSignal.timeout(20_000) });
    await admin.client.changeUser({ params: { userId: account.id }, body: { disabled: true } });
    await closed;
    expect(others.socket.readyState).toBe(WebSocket.OPEN);
    expect(await refusal(session.client.getMe({}))).toBe("401 account_disabled");
  });

  test("whatever a client sends is answered with an error, and nothing more", async () => {
    const { socket, pushed } = await listen(engineering);
    socket.send(JSON.stringify({ action: "subscribe", ticketId: "T-0000000" }));
    await until(
      async () => pushed,
      (all) => all.some(({ type }) => type === "error"),
      "the error",
    );
  });

  test("all that was pushed says what the OpenAPI document describes, and nothing else", () => {
    const all = heard.flat();
    expect(all.map(({ type }) => type)).toEqual(expect.arrayContaining(["error", "notification", "ticket"]));
    for (const one of all) expect(anyPush.parse(one)).toEqual(one);
  });
});

test("preferences are checked", async () => {
  const { notifications } = (await bo.client.getMe({})).body;
  for (const wrong of [
    { sms: ["everything"] },
    { quietHours: { from: "25:00", to: "07:00", timeZone: "UTC" } },
    { quietHours: { from: "22:00", to: "07:00", timeZone: "Mars" } },
  ]) {
    const response = await send(bo, "PATCH", "/v1/me", { notifications: { ...notifications, ...wrong } });
    expect(response.status).toBe(422);
  }
  expect(await idOf(bo)).toBe((await bo.client.getMe({})).body.id);
});
