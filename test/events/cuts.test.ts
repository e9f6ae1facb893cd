import type { SQSEvent } from "aws-lambda";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { decide } from "../../functions/domain/approval.ts";
import { edit } from "../../functions/domain/edit.ts";
import type { Change, TicketEvent } from "../../functions/domain/event.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { act, category, hod } from "../domain/people.ts";
import type { Counts } from "../store/counts.ts";
import { startStill } from "../store/engines.ts";
import type { Cut } from "../store/power.ts";

const engines = await startStill();
afterAll(() => engines.stop());
afterEach(() => vi.useRealTimers());
vi.spyOn(console, "error").mockImplementation(() => {});
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const { anyWrite, untilPowerFails } = await import("../store/power.ts");
const { oldReadsOf } = await import("../store/oldReads.ts");
const { countItems, difference } = await import("../store/counts.ts");
const { peopleOf } = await import("../../functions/store/accounts.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { commit } = await import("../../functions/store/tickets.ts");

const [requester] = (await peopleOf("user", "finance")) as [Account];
/** Longer than a sender that died keeps its message for itself: milliseconds. */
const leaseOfSenders = 65_000;
const at = () => new Date().toISOString();
const written = async (change: Change | null) => commit(change ?? expect.fail());

/** A ticket of 40 words: more than one batch writes. */
const raised = async (stages: "hod"[] = []) => {
  const description = Array.from({ length: 40 }, (_, word) => `word${word}`).join(" ");
  const words = { id: newTicketId(), title: "A title", description, priority: "low" as const };
  return { ...(await written(raise(words, category(stages), requester, at()))), description };
};
const edited = async () => {
  const ticket = await raised();
  await run("indexWords", ticket.event);
  return written(edit(ticket, { description: "Other words" }, requester, { ...act(requester), at: at() }));
};
const approved = async () => {
  const { ticket } = await raised(["hod"]);
  const choice = { decision: "approve" as const, comment: null };
  return written(decide(ticket, "hod", choice, hod, { ...act(hod), at: at() }));
};

type Name = "notifyInApp" | "notifyEmail" | "indexWords" | "settle";
const cases: [what: string, name: Name, begin: () => Promise<{ event: TicketEvent }>][] = [
  ["notifications in the app", "notifyInApp", raised],
  ["e-mails", "notifyEmail", raised],
  ["the words of a ticket that was raised", "indexWords", raised],
  ["the words of a ticket that was edited", "indexWords", edited],
  ["the end of an approval", "settle", approved],
];

test.each(cases)(
  "%s, cut short after any write and begun again, are what they are undisturbed",
  async (_, name, begin) => {
    const { event } = await begin();
    const before = await countItems();
    await run(name, event);
    const undisturbed = difference(before, await countItems());
    expect(undisturbed).not.toEqual({});
    let nth = 1;
    while (await isCutAndBegunAgain(name, begin, { at: anyWrite, when: "before", nth }, undisturbed)) {
      await isCutAndBegunAgain(name, begin, { at: anyWrite, when: "after", nth }, undisturbed);
      nth += 1;
    }
    expect(nth).toBeGreaterThan(1);
  },
);

test.each(cases)(
  "%s are decided on what is so, and not on what may have been so a moment ago",
  async (_, name, begin) => {
    const { event } = await begin();
    const twice = async () => {
      await run(name, event);
      await run(name, event);
    };
    expect(await oldReadsOf(twice)).toEqual([]);
  },
);

async function isCutAndBegunAgain(name: Name, begin: (typeof cases)[0][2], cut: Cut, undisturbed: Counts) {
  const { event } = await begin();
  const before = await countItems();
  const isCut = await untilPowerFails(cut, () => run(name, event));
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + leaseOfSenders });
  await run(name, event);
  await run(name, event);
  vi.useRealTimers();
  expect(difference(before, await countItems()), `cut after write ${cut.nth}`).toEqual(undisturbed);
  return isCut;
}

/** Does what follows from an event, as a queue or the approval machine would have it done; one that fails is thrown. */
async function run(name: Name, event: TicketEvent): Promise<void> {
  if (name === "settle") {
    const { handler } = await import("../../functions/approvals/settle.ts");
    return handler({ ticketId: event.ticketId, round: 1, attempt: 1 });
  }
  const { handler } = await import(`../../functions/events/${name}.ts`);
  const batch = { Records: [{ messageId: "1", body: JSON.stringify(event) }] } as SQSEvent;
  const { batchItemFailures } = await handler(batch);
  if (batchItemFailures.length > 0) throw new Error(`${name} wants it again`);
}
