import { randomInt } from "node:crypto";
import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, test } from "vitest";
import { can } from "../../functions/domain/access.ts";
import { decide } from "../../functions/domain/approval.ts";
import { requestApproval, settle } from "../../functions/domain/asking.ts";
import { comment } from "../../functions/domain/conversation.ts";
import { edit } from "../../functions/domain/edit.ts";
import type { Change } from "../../functions/domain/event.ts";
import { brokenAt } from "../../functions/domain/history.ts";
import { assign, move, raise } from "../../functions/domain/lifecycle.ts";
import type { Described, Ticket } from "../../functions/domain/ticket.ts";
import { act, admin, category, person } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
const { commit, findDescribed } = await import("../../functions/store/tickets.ts");
const { VersionRace } = await import("../../functions/store/transaction.ts");
const { readHistory } = await import("../../functions/store/history.ts");
const { changeAsSystem } = await import("../../functions/store/changeAsSystem.ts");
const { dynamo, tableName } = await import("../../functions/store/client.ts");
const { keys } = await import("../../functions/store/table.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");

const nina = person("user", "finance", `Nina ${randomInt(1e9)}`);
const first = "It squeaks. ".repeat(700);
const raised = async () => {
  const words = { id: newTicketId(), title: "A mouse", description: first, priority: "low" as const };
  return (await commit(raise(words, category(), nina, act(nina).at))).ticket.id;
};
const found = async (id: string) => (await findDescribed(id)) as Described;
/** Goes on until nobody else's write comes first. */
async function describeAs(id: string, description: string): Promise<void> {
  for (;;) {
    const change = edit(await found(id), { description }, nina, act(nina));
    const lost = change && (await commit(change).catch((error: unknown) => error));
    if (!(lost instanceof VersionRace)) return;
  }
}

test("what a ticket describes is that of its last edit, and of none before", async () => {
  const id = await raised();
  expect((await found(id)).description).toBe(first);
  await commit(comment((await found(id)).ticket, "Still?", false, act(nina)));
  expect((await found(id)).description).toBe(first);
  for (const words of ["It is silent.", "It squeaks again."]) {
    await describeAs(id, words);
    const { ticket } = await found(id);
    await commit(edit({ ticket, description: words }, { title: words }, nina, act(nina)) ?? expect.fail());
    expect(await found(id)).toMatchObject({ description: words, ticket: { title: words } });
  }
});

test("who reads while others edit sees what one of them said, whole, and with the version that said it", async () => {
  const id = await raised();
  const texts = Array.from({ length: 8 }, (_, index) => `Edit ${index}`);
  const edits = texts.map((text) => describeAs(id, text));
  const reads = await Promise.all(Array.from({ length: 40 }, () => found(id)));
  await Promise.all(edits);
  const { events } = await readHistory(id, { after: 0, limit: 100 });
  expect(brokenAt(events)).toBeNull();
  for (const { ticket, description } of [...reads, await found(id)]) {
    const said = events[ticket.describedIn - 1];
    expect(said?.type === "TicketEdited" ? said.changes.description?.to : first).toBe(description);
    expect(ticket.describedIn).toBe(ticket.revision);
  }
});

test("the ticket's own item does not grow with what it describes", async () => {
  const id = await raised();
  const { Item } = await dynamo.send(new GetCommand({ TableName: tableName, Key: keys.ticket(id) }));
  expect(JSON.stringify(Item).length).toBeLessThan(1024);
});

describe("who has approved a ticket", () => {
  const heads = [person("hod"), person("it_head", "it"), person("technician", "it")] as const;
  const [hod, itHead, technician] = heads;
  const written = async (change: Change) => (await commit(change)).ticket;
  const approved = async () => {
    const words = { id: newTicketId(), title: "A licence", description: first, priority: "low" as const };
    let ticket = await written(raise(words, category(["hod", "it_head"]), nina, act(nina).at));
    for (const [stage, by] of [["hod", hod] as const, ["it_head", itHead] as const]) {
      ticket = await written(requestApproval(ticket, stage, stage, act(by)));
      ticket = await written(decide(ticket, stage, { decision: "approve", comment: `As ${stage}` }, by, act(by)));
    }
    return ticket;
  };
  const said = ({ approvals }: Ticket) => approvals.map(({ decidedBy, comment }) => [decidedBy?.name, comment]);
  const all = [
    [hod.name, "As hod"],
    [itHead.name, "As it_head"],
  ];

  test("is shown for all its life, and read with it however small the ticket has become", async () => {
    const { id } = await approved();
    await changeAsSystem(id, 1, (ticket, by) => settle(ticket, by));
    expect(said((await found(id)).ticket)).toEqual(all);
    await changeAsSystem(id, null, (ticket, by) => assign(ticket, technician, by));
    const { ticket } = await found(id);
    expect(said(ticket)).toEqual(all);
    expect(can(nina, "editCategory", ticket)).toBe(false);
    await changeAsSystem(id, null, (one, by) => move(one, "cancelled", null, by));
    expect(said((await found(id)).ticket)).toEqual(all);
  });

  test("is whole in every read while the last approval settles it", async () => {
    const tickets = await Promise.all(Array.from({ length: 5 }, approved));
    const reading = tickets.flatMap(({ id }) => Array.from({ length: 12 }, () => found(id)));
    await Promise.all(tickets.map((ticket) => commit(settle(ticket, act(itHead)))));
    for (const { ticket } of await Promise.all(reading)) expect(said(ticket)).toEqual(all);
  });

  test("is read once more where it came between the reading of two items, and no more often where it is lost", async () => {
    const { id } = await written(settle(await approved(), act(itHead)));
    const [TableName, Key] = [tableName, keys.stages(id)];
    const lose = async () =>
      (await dynamo.send(new DeleteCommand({ TableName, Key, ReturnValues: "ALL_OLD" }))).Attributes;
    const Item = await lose();
    let reads = 0;
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const answer = await next(args);
          if (commandName?.startsWith("Query") && ++reads === 1) await dynamo.send(new PutCommand({ TableName, Item }));
          return answer;
        },
      { step: "initialize", name: "between" },
    );
    expect([said((await found(id)).ticket), reads]).toEqual([all, 2]);
    await lose();
    expect([
      said((await found(id)).ticket)
        .flat()
        .join(""),
      reads,
    ]).toEqual(["", 4]);
    dynamo.middlewareStack.remove("between");
  });

  test("is shown where the ticket was cancelled after the last approval and before that moved it on", async () => {
    const { id } = await written(move(await approved(), "cancelled", null, act(nina)));
    expect(said((await found(id)).ticket)).toEqual(all);
  });

  test("is another once a new category has begun the approval anew", async () => {
    const settled = await written(settle(await approved(), act(itHead)));
    const change = edit({ ticket: settled, description: first }, { category: category(["hod"]) }, admin, act(admin));
    const asked = await written(change ?? expect.fail());
    expect(said((await found(asked.id)).ticket)).toEqual([[undefined, null]]);
    const given = await written(decide(asked, "hod", { decision: "approve", comment: "Again" }, hod, act(hod)));
    await commit(settle(given, act(hod)));
    expect(said((await found(asked.id)).ticket)).toEqual([[hod.name, "Again"]]);
  });
});
