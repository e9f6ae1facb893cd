import { AdminGetUserCommand, CodeDeliveryFailureException } from "@aws-sdk/client-cognito-identity-provider";
import { BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import type { AccountEdit } from "../../functions/domain/administration.ts";
import { decide } from "../../functions/domain/approval.ts";
import { requestApproval, settle } from "../../functions/domain/asking.ts";
import { comment } from "../../functions/domain/conversation.ts";
import { pseudonymOf } from "../../functions/domain/erasure.ts";
import type { Change, TicketEvent } from "../../functions/domain/event.ts";
import { record } from "../../functions/domain/history.ts";
import { assign, raise } from "../../functions/domain/lifecycle.ts";
import type { Attachment, Ticket } from "../../functions/domain/ticket.ts";
import type { Key } from "../../functions/store/items.ts";
import { openOutbox } from "../../local/mail/outbox.ts";
import { category } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill();
afterAll(() => engines.stop());
const { dynamo } = await import("../../functions/store/client.ts");
const { oldReadsOf } = await import("./oldReads.ts");
const { findAccount, findStored, peopleOf, updateAccount } = await import("../../functions/store/accounts.ts");
const { accountWrites, readAdmins } = await import("../../functions/store/accountWrites.ts");
const { changeAccount } = await import("../../functions/domain/administration.ts");
const { commitAudited } = await import("../../functions/store/audit.ts");
const { findFiles, putFiles } = await import("../../functions/store/attachments.ts");
const { eraseAccount } = await import("../../functions/store/erasure.ts");
const { readHistory } = await import("../../functions/store/history.ts");
const { checkHistories } = await import("../../functions/store/historyCheck.ts");
const { handler: bootstrap } = await import("../../functions/store/bootstrap.ts");
const { deleteUser, pool } = await import("../../functions/store/identity.ts");
const { writeWords } = await import("../../functions/store/search/words.ts");
const { findTickets } = await import("../../functions/store/search/search.ts");
const { keys } = await import("../../functions/store/table.ts");
const { countTickets } = await import("../../functions/store/tallies/counting.ts");
const { commit, findDescribed, findTicket } = await import("../../functions/store/tickets.ts");

const at = "2026-03-02T09:00:00.000Z";
const act = (by: Account) => ({ by: { id: by.id, name: by.name }, at });
const renamed = { finance: "Zebedee Quill", hod: "Yolanda Brisk", ana: "Xavier Plume" };
let [user, hod, ana, admin] = [] as unknown as [Account, Account, Account, Account];
let ticket: Ticket;
const write = async (change: Change) => {
  ticket = (await commit(change)).ticket;
};

/** Gives somebody a name that nothing else says, and a phone number. */
const rename = (account: Account, name: string) => changed(account, { name, phone: "+390612345678" });

/** Changes an account as an administrator does. */
async function changed(account: Account, wanted: AccountEdit): Promise<Account> {
  const stored = (await findStored(account.id)) ?? expect.fail();
  const [{ revision, ...before }, admins] = [stored, await readAdmins()];
  const around = { department: null, admins: admins.ids, texted: [] };
  const change = changeAccount(before, wanted, around, admin, act(admin));
  await commitAudited(change.audit ?? expect.fail(), accountWrites(change, { revision, admins }), null);
  return change.after;
}

const disable = async ({ id }: Account) =>
  updateAccount((await findStored(id)) ?? expect.fail(), (account) => ({ ...account, disabled: true }));

beforeAll(async () => {
  [admin] = (await peopleOf("admin")) as [Account];
  const [someone, head, technician] = (
    await Promise.all([peopleOf("user", "finance"), peopleOf("hod", "finance"), peopleOf("technician")])
  ).map(([first]) => first) as [Account, Account, Account];
  user = await rename(someone, renamed.finance);
  hod = await rename(head, renamed.hod);
  ana = await rename(technician, renamed.ana);
  await write(
    raise({ id: "T-ERASE01", title: "A lamp", description: "Flickers", priority: "low" }, category(["hod"]), user, at),
  );
  await write(requestApproval(ticket, "hod", "hod", act(admin)));
  await write(decide(ticket, "hod", { decision: "approve", comment: null }, hod, act(hod)));
  await write(settle(ticket, act(admin)));
  await write(assign(ticket, ana, act(admin)));
  await write(comment(ticket, "Is it still on?", false, act(ana)));
  await putFiles({ ticketId: ticket.id, revision: 0, attachments: [fileOf(user)] });
  await countTickets([ticket.id]);
  await writeWords((await findDescribed(ticket.id)) ?? expect.fail(), []);
});

const fileOf = ({ id, name }: Account) => ({ id: `of-${id}`, name: "a.txt", uploadedBy: { id, name } }) as Attachment;

/** The kinds of items that say one of these. */
async function kindsWith(...texts: string[]): Promise<string[]> {
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: engines.tableName }));
  const kinds = Items.filter((item) =>
    texts.some((text) => JSON.stringify(item).toLowerCase().includes(text.toLowerCase())),
  );
  return [...new Set(kinds.map(({ item }) => String(item)))].sort();
}

describe("an account that is erased", () => {
  test("has to be disabled before, and nothing is changed until it is", async () => {
    await expect(eraseAccount(user.id)).rejects.toMatchObject({ code: "invalid" });
    expect(await kindsWith(renamed.finance)).toEqual([
      "Account",
      "Audit",
      "Counted",
      "Event",
      "Files",
      "Ticket",
      "Word",
    ]);
    await expect(eraseAccount("nobody")).rejects.toMatchObject({ code: "not_found" });
  });

  test("leaves no name, e-mail or number anywhere in the table, though somebody writes the old name meanwhile, and others theirs", async () => {
    await disable(user);
    const before = (await findTicket(ticket.id)) ?? expect.fail();
    let [isWritten, isMoved] = [false, false];
    const meanwhile = (next: (args: object) => Promise<object>) => async (args: object) => {
      if (!isMoved && JSON.stringify(args).includes('"SK":"FILES"')) {
        isMoved = true;
        await putFiles({ ticketId: ticket.id, revision: 1, attachments: [fileOf(admin), fileOf(user)] });
      }
      const result = await next(args);
      if (
        !isWritten &&
        JSON.stringify(args).includes('"SK":"TICKET"') &&
        JSON.stringify(args).includes("UpdateExpression")
      ) {
        isWritten = true;
        await write(comment(before, "Just now", false, act(ana)));
        expect((await findTicket(ticket.id))?.requester.name).toBe(renamed.finance);
      }
      return result;
    };
    dynamo.middlewareStack.add(meanwhile as never, { step: "initialize", name: "meanwhile" });
    await eraseAccount(user.id).finally(() => dynamo.middlewareStack.remove("meanwhile"));
    expect([isWritten, isMoved]).toEqual([true, true]);
    const { attachments } = await findFiles(ticket.id);
    expect(attachments.map(({ uploadedBy }) => uploadedBy.name)).toEqual([admin.name, pseudonymOf(user.id)]);
    expect(await kindsWith(renamed.finance, "zebedee", user.email)).toEqual([]);
    ticket = (await findTicket(ticket.id)) ?? expect.fail();
    expect(ticket.requester).toEqual({ id: user.id, name: `Former user ${user.id.slice(0, 6)}` });
    expect(await findAccount(user.id)).toMatchObject({ name: ticket.requester.name, phone: null, disabled: true });
  });

  test("that was cut off on the way is erased to its end when it is begun again", async () => {
    await disable(ana);
    let left = 2;
    const cut = (next: (args: object) => Promise<object>) => async (args: object) => {
      if (JSON.stringify(args).includes(":whose") && left-- === 0) throw new Error("the power is gone");
      return next(args);
    };
    dynamo.middlewareStack.add(cut as never, { step: "initialize", name: "cut" });
    await expect(eraseAccount(ana.id)).rejects.toThrow("the power is gone");
    dynamo.middlewareStack.remove("cut");
    expect((await findAccount(ana.id))?.name).toBe(renamed.ana);
    expect((await kindsWith(renamed.ana)).length).toBeGreaterThan(1);
    expect(await eraseAccount(ana.id)).toBeGreaterThan(0);
    expect(await kindsWith(renamed.ana)).toEqual([]);
  });

  test("is taken out of approvals, assignments, comments and settled stages as well, however many pages the table takes", async () => {
    await disable(hod);
    const inPages = (next: (args: object) => Promise<object>) => (args: { input?: object }) =>
      next({ ...args, input: { ...args.input, Limit: 3 } });
    const isScan = ({ commandName }: { commandName?: string }) => commandName === "ScanCommand";
    dynamo.middlewareStack.add(((next: never, context: object) => (isScan(context) ? inPages(next) : next)) as never, {
      step: "initialize",
      name: "pages",
    });
    expect(await eraseAccount(hod.id).finally(() => dynamo.middlewareStack.remove("pages"))).toBeGreaterThan(0);
    expect(await kindsWith(renamed.hod, renamed.ana, "+390612345678")).toEqual([]);
  });

  test("leaves histories that hold together", async () => {
    const { events } = await readHistory(ticket.id, { after: 0, limit: 100 });
    expect(events).toHaveLength(7);
    expect(await checkHistories()).toEqual({ tickets: 1, broken: [] });
  });

  test("is looked for, and histories are checked, in the table as it is, and not as it may have been a moment ago", async () => {
    expect(await oldReadsOf(() => eraseAccount(user.id))).toEqual(["SHARDS"]);
    expect(await oldReadsOf(checkHistories)).toEqual(["SHARDS"]);
  });

  test("is not known to the user pool any more", async () => {
    const asked = pool.send(new AdminGetUserCommand({ UserPoolId: engines.userPoolId, Username: user.id }));
    await expect(asked).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  test("leads to its tickets by no word of its name, and by all others as before", async () => {
    const found = async (q: string) => (await findTickets(admin, { q, limit: 25 }, null)).items.map(({ id }) => id);
    expect([await found("zebedee"), await found("quill"), await found("flickers")]).toEqual([[], [], [ticket.id]]);
  });

  test("changes nothing more when it is begun again", async () => {
    expect(await eraseAccount(user.id)).toBe(0);
  });
});

describe("a history is found not to hold together", () => {
  type StoredEvent = Key & Pick<TicketEvent, "id" | "previousHash">;
  const TableName = engines.tableName;

  test.each([
    ["an event in it was changed", 3, (item: object) => ({ PutRequest: { Item: { ...item, comment: "Never" } } })],
    ["an event in it was taken out", 5, ({ PK, SK }: Key) => ({ DeleteRequest: { Key: { PK, SK } } })],
    ["its last event was taken out", 7, ({ PK, SK }: Key) => ({ DeleteRequest: { Key: { PK, SK } } })],
    [
      "its last event is another one that fits those before it",
      7,
      (last: StoredEvent) => {
        const before = { ...ticket, revision: 6, head: last.previousHash };
        const other = record({ ticket: before, event: comment(before, "It is off", false, act(ana)).event }, last.id);
        return { PutRequest: { Item: { ...last, ...other.event } } };
      },
    ],
  ])("where %s", async (_, sequence, request) => {
    const found = await dynamo.send(new GetCommand({ TableName, Key: keys.event(ticket.id, sequence) }));
    const before = found.Item ?? expect.fail();
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [TableName]: [request(before as StoredEvent)] } }));
    expect(await checkHistories()).toEqual({ tickets: 1, broken: [{ ticketId: ticket.id, sequence }] });
    await dynamo.send(new PutCommand({ TableName, Item: before }));
    expect((await checkHistories()).broken).toEqual([]);
  });

  test("where all its last events were taken out, from the first of them on", async () => {
    const last = await Promise.all(
      [5, 6, 7].map(async (sequence) => {
        const Key = keys.event(ticket.id, sequence);
        return (await dynamo.send(new DeleteCommand({ TableName, Key, ReturnValues: "ALL_OLD" }))).Attributes;
      }),
    );
    expect((await checkHistories()).broken).toEqual([{ ticketId: ticket.id, sequence: 5 }]);
    for (const Item of last) await dynamo.send(new PutCommand({ TableName, Item }));
    expect((await checkHistories()).broken).toEqual([]);
  });
});

describe("the first administrator", () => {
  const enabledAdmins = async () => (await peopleOf("admin")).filter(({ disabled }) => !disabled);
  const isInvited = async (email: string) => {
    process.env.FIRST_ADMIN_EMAIL = email;
    await bootstrap().finally(() => delete process.env.FIRST_ADMIN_EMAIL);
    return (await enabledAdmins()).some((one) => one.email === email);
  };
  test("who has left and was erased is not invited anew by the next deployment", async () => {
    const [other] = (await peopleOf("technician")).filter(({ disabled }) => !disabled);
    const bo = await changed(other ?? expect.fail(), { role: "admin" });
    await changed(admin, { disabled: true });
    await eraseAccount(admin.id);
    expect(await isInvited(admin.email)).toBe(false);
    expect((await enabledAdmins()).map(({ id }) => id)).toEqual([bo.id]);
  });

  test("is another one where another address is set, once, however it is spelt later", async () => {
    expect(await isInvited("next@example.com")).toBe(true);
    const next = (await enabledAdmins()).find(({ email }) => email === "next@example.com") ?? expect.fail();
    await changed(next, { disabled: true });
    await eraseAccount(next.id);
    expect(await isInvited("Next@Example.com")).toBe(false);
  });

  test("whom a deployment has made and could not write to is written to by the next one, and by none after that", async () => {
    const email = "late@example.com";
    const written = () =>
      openOutbox(engines.dataDir)
        .list()
        .filter(({ to }) => to.includes(email)).length;
    const lost = new CodeDeliveryFailureException({ message: "not verified", $metadata: {} });
    const unsent = (next: (args: object) => Promise<object>) => (args: object) =>
      next(args).then(() => Promise.reject(lost));
    pool.middlewareStack.add(unsent as never, { step: "initialize", name: "unsent" });
    await expect(isInvited(email).finally(() => pool.middlewareStack.remove("unsent"))).rejects.toThrow();
    const before = written();
    for (const _ of ["the next", "another"]) expect(await isInvited(email)).toBe(true);
    expect(written()).toBe(before + 1);
  });

  test("is invited anew where the user pool knows no administrator any more", async () => {
    for (const { id } of await enabledAdmins()) await deleteUser(id);
    expect(await isInvited(admin.email)).toBe(true);
  });
});
