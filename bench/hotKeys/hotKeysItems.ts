import type { Account } from "../../functions/domain/account.ts";
import { messageOf } from "../../functions/domain/messages.ts";
import { wants } from "../../functions/domain/quietHours.ts";
import { type People, recipients, type Told } from "../../functions/domain/recipients.ts";
import { wordsOf } from "../../functions/domain/words.ts";
import { notificationId, notificationItem } from "../../functions/store/inbox.ts";
import { heldIndexKeys, keys } from "../../functions/store/table.ts";
import { eventItem, stagesItem, ticketItem, wordItem } from "../../functions/store/tableItems.ts";
import type { Step } from "../fill/fillLives.ts";
import { admins, headsOf, itHeads } from "./hotKeysPeople.ts";
import { countsOf } from "./hotKeysSums.ts";
import type { Item, Written } from "./hotKeysUnits.ts";

/** One event of a ticket, and those who are told of it. */
export type Happening = Step & { told: readonly Told[]; actor: Account };
type Maker = (happening: Happening) => Written[];

/** All that one event makes the system write. */
export const writesOf = (happening: Happening): Written[] => makers.flatMap((make) => make(happening));

/** Who is told, by the rules, in an organisation like this. */
export function happening(step: Step, requester: Account, technician: Account): Happening {
  const { event, ticket } = step;
  const stage = event.type === "ApprovalRequested" ? event.stage : null;
  const people: People = {
    ...{ requester, assignee: ticket.assignee && technician, previousAssignee: null, itHeads, admins },
    deciders: stage === "hod" ? headsOf(ticket.department ?? "") : stage ? itHeads : [],
    commenters: ticket.commenters.includes(technician.id) ? [technician] : [],
  };
  return { ...step, told: recipients(event, ticket, people), actor: requester };
}

const put = (after: Item, transaction = false): Written => ({ before: null, after, transaction });
const twice = (item: Item, later: Item): Written[] => [
  put(item),
  { before: item, after: { ...item, ...later }, transaction: false },
];

/** What a ticket's event writes, kind by kind. */
const makers: Maker[] = [
  /** The ticket itself, and its rows in the indexes. */
  ({ before, ticket }) => [{ before: before && ticketItem(before), after: ticketItem(ticket), transaction: true }],

  /** Its history. */
  ({ event }) => [put(eventItem(event), true)],

  /** Who has approved it, once all have. */
  ({ event, ticket }) => (event.type === "TicketApproved" ? [put(stagesItem(ticket), true)] : []),

  /** The key that makes a repeated request harmless, and the answer kept under it. */
  ({ event, actor, ticket }) => {
    if (event.type !== "TicketRaised" && event.type !== "CommentAdded") return [];
    const item = { item: "Request", ...keys.request(actor.id, event.id), fingerprint: event.hash, attempt: event.id };
    return [put(item), { before: item, after: { ...item, answer: ticket }, transaction: true }];
  },

  /** What the dashboards count. */
  countsOf,

  /** What a ticket is found by. */
  ({ event, ...described }) => {
    if (event.type !== "TicketRaised") return [];
    const { ticket } = described;
    const words = wordsOf(described);
    return words.map((word) => put(wordItem(word, ticket, { words: words.join(" ").slice(0, 600) })));
  },

  /** The token of its machine. */
  ({ event }) => {
    const item = { item: "Waiting", ...keys.waiting(event.ticketId), token: event.hash.repeat(4) };
    return event.type === "ApprovalRequested" ? [put(item)] : [];
  },

  /** What stands in inboxes. */
  ({ event, ticket, told }) => {
    const { type, at } = event;
    const about = { id: notificationId(at, event.id), ticketId: ticket.id, type, at, read: false };
    return told
      .filter(({ account, kind }) => wants(account, kind, "inApp"))
      .map(({ account, reason }) =>
        put(notificationItem(account.id, { ...about, message: messageOf(event, ticket.title), reason })),
      );
  },

  /** Those who have quiet hours have them now. */
  ({ event, told }) => {
    const mailed = told.filter(({ account, kind }) => wants(account, kind, "email"));
    return mailed.flatMap(({ account }) => {
      const sending = { item: "Sending", ...keys.sending(event.id, account.id, "email"), attempt: event.hash };
      return account.notifications.quietHours
        ? [put(heldItem(account, event.id, event.at))]
        : twice(sending, { sentAt: event.at });
    });
  },

  /** An SMS is counted for its reader; for the whole day only until its cap is reached, which is soon. */
  ({ event, told }) => {
    const day = event.at.slice(0, 10);
    const texted = told.filter(({ account, kind }) => wants(account, kind, "sms"));
    return texted.flatMap(({ account }) => [
      ...twice({ item: "Sending", ...keys.sending(event.id, account.id, "sms") }, { sentAt: event.at }),
      put({ ...keys.smsCount(day, account.id), counted: 1 }),
    ]);
  },
];

const heldItem = ({ id }: Account, eventId: string, at: string): Item => ({
  item: "Held",
  ...keys.held(id, "email", eventId),
  ...heldIndexKeys(id, "email", eventId, at),
});
