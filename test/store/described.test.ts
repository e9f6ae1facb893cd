import { randomInt } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, test } from "vitest";
import { comment } from "../../functions/domain/conversation.ts";
import { edit } from "../../functions/domain/edit.ts";
import { brokenAt } from "../../functions/domain/history.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import type { Described } from "../../functions/domain/ticket.ts";
import { act, category, person } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill();
afterAll(() => engines.stop());
const { commit, findDescribed, readHistory, VersionRace } = await import("../../functions/store/tickets.ts");
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
