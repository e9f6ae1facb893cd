import { randomUUID } from "node:crypto";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { afterAll, expect, test } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { requestApproval } from "../../functions/domain/asking.ts";
import { type Audit, accountSubject, profileOf } from "../../functions/domain/audit.ts";
import { assign, move, raise } from "../../functions/domain/lifecycle.ts";
import { act, category, person, requester } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

const engines = await startStill();
afterAll(() => engines.stop());
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));

const { commit, findTicket } = await import("../../functions/store/tickets.ts");
const { putAccount } = await import("../../functions/store/accounts.ts");
const { dynamo } = await import("../../functions/store/client.ts");
const { keys } = await import("../../functions/store/table.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { eventItem } = await import("../../functions/store/tableItems.ts");
const { handler: publish } = await import("../../functions/events/publish.ts");
const { handler } = await import("../../functions/events/onAccountChanged.ts");

/** Assigns a ticket to somebody as they were, while they are something else already, and delivers what tells of it. */
async function assignedTo(before: Account, now: Account): Promise<{ status: string; assignee: string | null }> {
  await putAccount(now);
  const words = { id: newTicketId(), title: "A title", description: "Words", priority: "low" as const };
  const { ticket } = await commit(raise(words, category(), requester, new Date().toISOString()));
  const { event } = await commit(assign(ticket, before, { ...act(before), at: new Date().toISOString() }));
  const Records = [1, 2].map((nth) => ({ messageId: String(nth), body: JSON.stringify(event) }));
  expect(await handler({ Records } as SQSEvent)).toEqual({ batchItemFailures: [] });
  const found = await findTicket(ticket.id);
  return { status: found?.status ?? "", assignee: found?.assignee?.id ?? null };
}
const technician = (): Account => ({ ...person("technician", "it"), id: randomUUID() });

test.each<[string, Partial<Account>]>([
  ["was disabled", { disabled: true }],
  ["got another role", { role: "user" }],
  ["went to another department", { department: "finance" }],
])(
  "a ticket given to a technician who %s at that moment goes back to the queue, though it is told twice",
  async (_, change) => {
    const before = technician();
    expect(await assignedTo(before, { ...before, ...change })).toEqual({ status: "open", assignee: null });
  },
);

test.each<[string, Partial<Account>, object]>([
  ["was disabled", { disabled: true }, { status: "open", assignee: null }],
  ["got another role", { role: "user" }, { status: "open", assignee: null }],
  ["is still there", {}, { status: "in_progress", assignee: expect.any(String) }],
])("a reopened ticket whose technician %s: whose it is then", async (_, change, expected) => {
  const before = technician();
  await putAccount({ ...before, ...change });
  const words = { id: newTicketId(), title: "A title", description: "Words", priority: "low" as const };
  const at = new Date().toISOString();
  let { ticket } = await commit(raise(words, category(), requester, at));
  ({ ticket } = await commit(assign(ticket, before, { ...act(before), at })));
  for (const [status, comment] of [["in_progress"], ["resolved", "Done"]] as const)
    ({ ticket } = await commit(move(ticket, status, comment ?? null, { ...act(before), at })));
  const { event } = await commit(move(ticket, "in_progress", null, { ...act(requester), at }));
  await handler({ Records: [{ messageId: "1", body: JSON.stringify(event) }] } as SQSEvent);
  const found = await findTicket(ticket.id);
  expect({ status: found?.status, assignee: found?.assignee?.id ?? null }).toEqual(expected);
});

test("a ticket given to a technician who is still there stays with them", async () => {
  const before = technician();
  expect(await assignedTo(before, before)).toEqual({ status: "assigned", assignee: before.id });
});

test("what a technician got in their new place stays with them, though their change of department is told late", async () => {
  const mover = technician();
  const words = { title: "A title", description: "Words", priority: "low" as const };
  await putAccount(mover);
  const given = async (at: string) => {
    const { ticket } = await commit(raise({ ...words, id: newTicketId() }, category(), requester, at));
    return (await commit(assign(ticket, mover, { ...act(requester), at }))).ticket.id;
  };
  const [before, after] = [await given("2026-03-01T09:00:00.000Z"), await given("2026-03-03T09:00:00.000Z")];
  const facts = { before: profileOf({ ...mover, department: "finance" }), after: profileOf(mover) };
  const at = "2026-03-02T09:00:00.000Z";
  const moved: Audit = { kind: "AccountChanged", about: accountSubject(mover), ...facts, ...act(requester), at };
  await handler({ Records: [{ messageId: "1", body: JSON.stringify(moved) }] } as SQSEvent);
  const now = await Promise.all([before, after].map(findTicket));
  expect(now.map((ticket) => ticket?.assignee?.id ?? null)).toEqual([null, mover.id]);
});

test("of all moves, only that a ticket is reopened is told to those who look whether its technician is still there", async () => {
  const [worker, at] = [technician(), new Date().toISOString()];
  const words = { id: newTicketId(), title: "A title", description: "Words", priority: "low" as const };
  let { ticket } = await commit(raise(words, category(), requester, at));
  ({ ticket } = await commit(assign(ticket, worker, { ...act(worker), at })));
  const Records = [];
  for (const to of ["in_progress", "resolved", "in_progress", "resolved", "closed"] as const) {
    const written = await commit(move(ticket, to, "Done", { ...act(worker), at }));
    ticket = written.ticket;
    Records.push({ dynamodb: { SequenceNumber: written.event.id, NewImage: marshall(eventItem(written.event)) } });
  }
  expect(await publish({ Records } as unknown as DynamoDBStreamEvent)).toEqual({ batchItemFailures: [] });
  const QueueUrl = process.env.ACCOUNT_QUEUE_URL;
  const asked = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await new SQSClient({ useQueueUrlAsEndpoint: false }).send(asked);
  expect(Messages.map(({ Body }) => JSON.parse(Body ?? ""))).toMatchObject([
    { ticketId: ticket.id, type: "StatusChanged", from: "resolved", to: "in_progress" },
  ]);
});

test.each([
  ["a head", "hod"],
  ["an IT head", "it_head"],
] as const)(
  "whoever has just become %s is asked to decide, though the index does not know them yet",
  async (_, role) => {
    const department = `d-${randomUUID()}`;
    const user = { ...person("user", department), id: randomUUID() };
    const words = { id: newTicketId(), title: "A title", description: "Words", priority: "low" as const };
    const { ticket } = await commit(raise(words, category([role]), user, new Date().toISOString()));
    await commit(requestApproval(ticket, role, "admin", act(user)));
    const head: Account = { ...user, id: randomUUID(), role };
    await putAccount(head);
    const late = { TableName: engines.tableName, Key: keys.account(head.id), UpdateExpression: "REMOVE roleKey" };
    await dynamo.send(new UpdateCommand(late));
    const facts = { before: profileOf({ ...head, role: "user" }), after: profileOf(head) };
    const event: Audit = { kind: "AccountChanged", about: accountSubject(head), ...facts, ...act(user) };
    await handler({ Records: [{ messageId: "1", body: JSON.stringify(event) }] } as SQSEvent);
    expect((await findTicket(ticket.id))?.approvals).toMatchObject([{ askedOf: role, state: "pending" }]);
  },
);
