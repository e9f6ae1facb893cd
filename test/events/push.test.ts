import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { type Audit, accountSubject, profileOf } from "../../functions/domain/audit.ts";
import { comment } from "../../functions/domain/conversation.ts";
import type { TicketEvent } from "../../functions/domain/event.ts";
import { assign, raise } from "../../functions/domain/lifecycle.ts";
import type { Ticket } from "../../functions/domain/ticket.ts";
import { act, category } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

const engines = await startStill();
vi.spyOn(console, "error").mockImplementation(() => {});

/** API Gateway's side of the connections, as far as posting to them goes: how each answers, and what it was sent. */
const answers = new Map<string, { status: number; type: string }>();
let posted: string[] = [];
const gateway = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const connection = decodeURIComponent(request.url?.split("/").at(-1) ?? "");
  const isPost = request.method === "POST";
  posted.push(`${connection}: ${isPost ? JSON.parse(Buffer.concat(chunks).toString()).type : "hung up"}`);
  const answer = answers.get(connection);
  if (answer) response.setHeader("x-amzn-errortype", answer.type);
  response.writeHead(answer?.status ?? 200, { "content-type": "application/json" }).end("{}");
});
gateway.listen(0, "127.0.0.1");
await once(gateway, "listening");
process.env.ALLOWED_ORIGINS = "https://m.example.org,https://n.example.org";
process.env.SOCKET_ENDPOINT = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
afterAll(async () => {
  gateway.close();
  await engines.stop();
});

const { findAccount, findStored, peopleOf, updateAccount } = await import("../../functions/store/accounts.ts");
const { dynamo } = await import("../../functions/store/client.ts");
const { forgetSocket, openSocket, redeemSocketTicket, socketAddress, socketsOfAccount } = await import(
  "../../functions/store/sockets.ts"
);
const { commit, findTicket } = await import("../../functions/store/tickets.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { handler } = await import("../../functions/events/notifyInApp.ts");
const { handler: onAccountChanged } = await import("../../functions/events/onAccountChanged.ts");
const { handler: socketConnect } = await import("../../functions/events/socketConnect.ts");

const [itHead] = (await peopleOf("it_head")) as [Account];
const [adminAccount] = (await peopleOf("admin")) as [Account];
const [requester] = (await peopleOf("user", "finance")) as [Account];
vi.setSystemTime(Date.now() - 60_000); // they have been connected for a minute
for (const connection of ["stuck", "awake"]) await openSocket(connection, itHead);
await openSocket("requester", requester);
vi.useRealTimers();
const { event } = await commit(
  raise(
    { id: newTicketId(), title: "t", description: "d", priority: "low" },
    category(),
    requester,
    new Date().toISOString(),
  ),
);
const deliver = () => handler({ Records: [{ messageId: "1", body: JSON.stringify(event) }] } as unknown as SQSEvent);
beforeEach(() => {
  posted = [];
  answers.clear();
});

const toAll = ["awake: notification", "awake: ticket", "requester: notification", "requester: ticket"];

test("a client that takes nothing more keeps nobody else from being told, and nobody is told twice", async () => {
  answers.set("stuck", { status: 429, type: "LimitExceededException" });
  expect((await deliver()).batchItemFailures).toEqual([]);
  expect([...new Set(posted)].sort()).toEqual([...toAll, "stuck: notification", "stuck: ticket"].sort());
  expect(posted.filter((line) => !line.startsWith("stuck"))).toHaveLength(toAll.length);
});

test("where pushing fails otherwise, all others are told first, and the message comes again", async () => {
  answers.set("stuck", { status: 403, type: "ForbiddenException" });
  expect((await deliver()).batchItemFailures).toEqual([{ itemIdentifier: "1" }]);
  expect(posted.filter((line) => !line.startsWith("stuck")).sort()).toEqual(toAll);
});

test("a client that is gone is forgotten", async () => {
  answers.set("stuck", { status: 410, type: "GoneException" });
  expect((await deliver()).batchItemFailures).toEqual([]);
  expect((await socketsOfAccount(itHead.id)).map(({ connection }) => connection)).toEqual(["awake"]);
});

test("a client whose connection is still being made is told of the next change", async () => {
  await openSocket("opening", itHead);
  answers.set("opening", { status: 410, type: "GoneException" });
  expect((await deliver()).batchItemFailures).toEqual([]);
  answers.clear();
  posted = [];
  await deliver();
  expect(posted).toContain("opening: ticket");
});

describe("what follows on a ticket", () => {
  const told = async (written: { event: TicketEvent }) => {
    posted = [];
    const Records = [{ messageId: "1", body: JSON.stringify(written.event) }];
    expect(await handler({ Records } as unknown as SQSEvent)).toEqual({ batchItemFailures: [] });
    return posted.filter((line) => /^(admin|requester|first|head)/.test(line)).sort();
  };
  const now = (by: Account) => ({ ...act(by), at: new Date().toISOString() });

  test("is heard by who reads all tickets, and an internal note by nobody who may not read it", async () => {
    await openSocket("admin", adminAccount);
    const found = async () => (await findTicket(event.ticketId)) as Ticket;
    const said = await told(await commit(comment(await found(), "Hello", false, now(itHead))));
    expect(said).toEqual(["admin: ticket", "requester: notification", "requester: ticket"]);
    expect(await told(await commit(comment(await found(), "Hm", true, now(itHead))))).toEqual(["admin: ticket"]);
  });

  test("is heard by the head of its department, and by all clients of who works on it, what they did themselves too", async () => {
    const [[first], [head]] = [await peopleOf("technician"), await peopleOf("hod", "finance")] as [
      [Account],
      [Account],
    ];
    await openSocket("first", first);
    await openSocket("head", head);
    const given = await commit(assign((await findTicket(event.ticketId)) as Ticket, first, now(itHead)));
    expect(await told(given)).toContain("first: ticket");
    expect(await told(await commit(comment(given.ticket, "I begin", false, now(first))))).toEqual([
      "admin: ticket",
      "first: ticket",
      "head: ticket",
      "requester: notification",
      "requester: ticket",
    ]);
  });

  test("is told to the technician it is taken from, who hears no more of it", async () => {
    const [, second] = (await peopleOf("technician")) as [Account, Account];
    const given = (await findTicket(event.ticketId)) as Ticket;
    expect(await told(await commit(assign(given, second, now(itHead))))).toEqual([
      "admin: ticket",
      "first: notification",
      "head: ticket",
      "requester: notification",
      "requester: ticket",
    ]);
  });
});

describe("somebody who is connected", () => {
  const change = async (account: Account, wanted: Partial<Account>, failed: object[] = []) => {
    posted = [];
    const stored = (await findStored(account.id)) ?? expect.fail();
    await updateAccount(stored, (before) => ({ ...before, ...wanted }));
    const facts = { before: profileOf(account), after: profileOf({ ...account, ...wanted }) };
    const audit: Audit = { kind: "AccountChanged", about: accountSubject(account), ...facts, ...act(adminAccount) };
    const Records = [{ messageId: "1", body: JSON.stringify(audit) }];
    expect(await onAccountChanged({ Records } as unknown as SQSEvent)).toEqual({ batchItemFailures: failed });
    return (await socketsOfAccount(account.id)).map(({ connection }) => connection);
  };

  test.each<[string, Partial<Account>]>([
    ["gets another role", { role: "technician" }],
    ["goes to another department", { department: "engineering" }],
    ["is disabled", { disabled: true }],
  ])("and %s is sent away: who connects anew hears what is theirs to hear then", async (_, wanted) => {
    const account = (await findAccount(requester.id)) ?? expect.fail();
    await openSocket("moving", account);
    expect(await change(account, wanted)).toEqual([]);
    expect(posted).toContain("moving: hung up");
    const { role, department, disabled } = account;
    await change({ ...account, ...wanted }, { role, department, disabled });
  });

  test("and is to be sent away is known until the gateway has done it, and the message comes again", async () => {
    const account = (await findAccount(requester.id)) ?? expect.fail();
    await openSocket("staying", account);
    answers.set("staying", { status: 403, type: "ForbiddenException" });
    const elsewhere = { ...account, department: "engineering" };
    expect(await change(elsewhere, account, [{ itemIdentifier: "1" }])).toEqual(["staying"]);
    answers.clear();
    expect(await change(elsewhere, account)).toEqual([]);
  });

  test("and gets another name, stays so", async () => {
    const account = (await findAccount(requester.id)) ?? expect.fail();
    await openSocket("renamed", account);
    expect(await change(account, { name: "Another name" })).toEqual(["renamed"]);
    expect(posted).toEqual([]);
  });
});

describe("a socket", () => {
  const { connect, addressOf } = sockets();
  test("is opened from a page of ours or by no browser at all, for an account that is enabled", async () => {
    const ours = { origin: "https://desk.example.org", host: "desk.example.org" };
    expect(await connect(ours)).toBe(200);
    expect(await connect({ Host: "desk.example.org" })).toBe(200);
    expect(await connect({ ...ours, origin: "https://m.example.org" })).toBe(200); // named at deployment
    for (const origin of ["https://evil.example", "https://desk.example.org.evil.example", "null", ""])
      for (const name of ["origin", "Origin"])
        expect(await connect({ host: ours.host, [name]: origin }), `${name} ${origin}`).toBe(403);
  });

  test("is not opened for who has been disabled since they asked", async () => {
    const ticket = await addressOf();
    const change = async (disabled: boolean) => {
      const stored = await findStored(requester.id);
      await updateAccount(stored ?? expect.fail(), (account) => ({ ...account, disabled }));
    };
    await change(true);
    expect(await connect({}, ticket)).toBe(401);
    await change(false);
  });

  test("is forgotten where its owner is disabled while it is being opened, after their sockets were looked for", async () => {
    await Promise.all((await socketsOfAccount(requester.id)).map(({ connection }) => forgetSocket(connection)));
    let disabled = false;
    const disable = (next: (args: object) => Promise<object>) => async (args: object) => {
      const isOpening = JSON.stringify(args).includes('"item":"Connection"');
      if (isOpening && !disabled) {
        disabled = true;
        const stored = (await findStored(requester.id)) ?? expect.fail();
        await updateAccount(stored, (account) => ({ ...account, disabled }));
        expect(await socketsOfAccount(requester.id)).toEqual([]);
      }
      return next(args);
    };
    dynamo.middlewareStack.add(disable as never, { step: "initialize", name: "disable" });
    expect(await connect({})).toBe(401);
    dynamo.middlewareStack.remove("disable");
    expect(await socketsOfAccount(requester.id)).toEqual([]);
    const stored = (await findStored(requester.id)) ?? expect.fail();
    await updateAccount(stored, (account) => ({ ...account, disabled: false }));
  });
});

function sockets() {
  const addressOf = async () => {
    const { url, write } = socketAddress(requester.id);
    await write([]);
    return url.split("ticket=")[1] ?? "";
  };
  const connect = async (headers: Record<string, string>, ticket?: string) => {
    const queryStringParameters = { ticket: ticket ?? (await addressOf()) };
    const event = { headers, queryStringParameters, requestContext: { connectionId: randomUUID() } };
    return (await socketConnect(event as unknown as Parameters<typeof socketConnect>[0])).statusCode;
  };
  return { connect, addressOf };
}

test("an address to open a socket with is good for thirty seconds, and once", async () => {
  const { addressOf } = sockets();
  const [used, old] = [await addressOf(), await addressOf()];
  expect([await redeemSocketTicket(used), await redeemSocketTicket(used)]).toEqual([requester.id, null]);
  expect(await redeemSocketTicket("x".repeat(3000))).toBeNull();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
  try {
    expect(await redeemSocketTicket(old)).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});
