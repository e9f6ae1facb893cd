import { createHash } from "node:crypto";
import { type Account, personOf, system } from "../../functions/domain/account.ts";
import { decide } from "../../functions/domain/approval.ts";
import { deciders } from "../../functions/domain/approver.ts";
import { nextStep, requestApproval, settle } from "../../functions/domain/asking.ts";
import { shippedCategories } from "../../functions/domain/category.ts";
import { comment } from "../../functions/domain/conversation.ts";
import { edit } from "../../functions/domain/edit.ts";
import type { Change } from "../../functions/domain/event.ts";
import { assign, move, raise } from "../../functions/domain/lifecycle.ts";
import {
  type Act,
  type Described,
  type Priority,
  pendingStage,
  type Status,
  type Ticket,
} from "../../functions/domain/ticket.ts";
import { ticketIdFrom, ticketIdLetters } from "../../functions/domain/ticketId.ts";

type People = ReadonlyMap<string, Account>;
type Rule = (ticket: Ticket, account: Account, act: Act, people: People, description: string) => Change | null;
/** What happens some hours after what came before, by whom: "tech.ana", or "assignee", "requester". */
type Happening = { after: number; who: string; rule: Rule; approves?: boolean };
/** One ticket of the demo, from when it was raised. */
export type Story = {
  who: string;
  daysAgo: number;
  category: string;
  priority: Priority;
  title: string;
  text: string;
  next: Happening[];
};

const hour = 3_600_000;
const minute = 60_000;

export const approve = (who: string, after: number, words: string | null = null) =>
  decision(who, after, "approve", words);
export const reject = (who: string, after: number, reason: string) => decision(who, after, "reject", reason);
export const assigned = (technician: string, after: number): Happening => ({
  after,
  who: "ithead",
  rule: (ticket, _, act, people) => assign(ticket, personNamed(people, technician), act),
});
export const started = (after: number) => moved("assignee", after, "in_progress");
export const held = (after: number, why: string) => moved("assignee", after, "on_hold", why);
export const resumed = (after: number) => moved("assignee", after, "in_progress");
export const resolved = (after: number, resolution: string) => moved("assignee", after, "resolved", resolution);
export const reopened = (after: number, why: string) => moved("requester", after, "in_progress", why);
export const closed = (after: number, words: string | null = null) => moved("requester", after, "closed", words);
export const cancelled = (after: number, why: string) => moved("requester", after, "cancelled", why);
export const said = (who: string, after: number, words: string): Happening => ({
  after,
  who,
  rule: (ticket, _, act) => comment(ticket, words, false, act),
});
export const noted = (who: string, after: number, words: string): Happening => ({
  after,
  who,
  rule: (ticket, _, act) => comment(ticket, words, true, act),
});
export const edited = (
  who: string,
  after: number,
  wanted: { title?: string; description?: string; priority?: Priority },
) => ({
  after,
  who,
  rule: (ticket: Ticket, account: Account, act: Act, _: People, description: string) =>
    edit({ ticket, description }, wanted, account, act),
});

type Step = (before: Described | null) => Change;

/** A story as changes, one for each event of its ticket. */
export function play(story: Story, people: People, now: number): Step[] {
  const begun = now - story.daysAgo * 24 * hour;
  const category = shippedCategories.find(({ id }) => id === story.category);
  if (!category) throw new Error(`There is no category ${story.category}`);
  const { title, text: description, priority } = story;
  const ticket = { id: idOf(story), title, description, priority };
  const steps: Step[] = [() => raise(ticket, category, personNamed(people, story.who), iso(begun))];
  if (category.approvals.length > 0) steps.push(onward(people, begun + minute));
  let at = begun;
  for (const happening of story.next) {
    at += happening.after * hour;
    steps.push(happen(happening, people, iso(at)));
    if (happening.approves) steps.push(onward(people, at + minute));
  }
  if (at > now) throw new Error(`"${title}" ends in the future`);
  return steps;
}

/** Always the same for a story: a filling that was interrupted finds its tickets again. */
export function idOf({ title, who }: Story): string {
  const digest = createHash("sha256").update(`${who} ${title}`).digest();
  return ticketIdFrom(Array.from(digest.subarray(0, 7), (byte) => byte % ticketIdLetters.length));
}

const happen =
  ({ who, rule }: Happening, people: People, at: string): Step =>
  (before) => {
    const { ticket, description } = standing(before);
    const account = personNamed(people, nameIn(ticket, people, who));
    const change = rule(ticket, account, { by: personOf(account), at }, people, description);
    if (!change) throw new Error(`Nothing happens in "${ticket.title}" at ${at}`);
    return change;
  };

/** What the approval machine does about the ticket: asks the next approvers, or settles it. */
const onward =
  (people: People, at: number): Step =>
  (before) => {
    const { ticket } = standing(before);
    const step = nextStep(ticket);
    const act = { by: system, at: iso(at) };
    if (step.do === "settle") return settle(ticket, act);
    if (step.do !== "ask") throw new Error(`Nothing is to be asked about "${ticket.title}"`);
    const { stage } = step.approval;
    return requestApproval(ticket, stage, deciders(ticket, stage, [...people.values()]).askedOf, act);
  };

function standing(before: Described | null): Described {
  if (!before) throw new Error("A story begins with its ticket");
  return before;
}

function decision(who: string, after: number, choice: "approve" | "reject", words: string | null): Happening {
  const rule: Rule = (ticket, account, act) => {
    const stage = pendingStage(ticket);
    if (!stage) throw new Error(`${ticket.title} waits for nobody`);
    return decide(ticket, stage, { decision: choice, comment: words }, account, act);
  };
  return { after, who, rule, approves: choice === "approve" };
}

const moved = (who: string, after: number, to: Status, words: string | null = null): Happening => ({
  after,
  who,
  rule: (ticket, _, act) => move(ticket, to, words, act),
});

function nameIn(ticket: Ticket, people: People, who: string): string {
  const person = who === "assignee" ? ticket.assignee : who === "requester" ? ticket.requester : null;
  if (!person) return who;
  return [...people].find(([, { id }]) => id === person.id)?.[0] ?? who;
}

function personNamed(people: People, name: string): Account {
  const person = people.get(name);
  if (!person) throw new Error(`There is no ${name} in the demo`);
  return person;
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
