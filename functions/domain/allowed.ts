import { type Action, can } from "./access.ts";
import type { Account } from "./account.ts";
import { awaitedFrom } from "./approver.ts";
import { assignable, moves } from "./lifecycle.ts";
import { isFinal, type Status, type Ticket } from "./ticket.ts";

/** What a client can offer its user on a ticket. */
export const offers = [
  "comment",
  "note",
  "attach",
  "edit",
  "editCategory",
  "decide",
  "assign",
  "start",
  "hold",
  "resolve",
  "close",
  "reopen",
  "cancel",
] as const;
export type Offer = (typeof offers)[number];

/** What this account may do to the ticket as it stands: allowed by its role, and legal by its status. */
export const allowedActions = (account: Account, ticket: Ticket): Offer[] =>
  offers.filter((offer) => {
    const { action, legal } = meaning[offer];
    return can(account, action, ticket) && legal(ticket);
  });

type Meaning = { action: Action; legal: (ticket: Ticket) => boolean };

const live = (ticket: Ticket) => !isFinal(ticket);
const to =
  (status: Status, from?: Status) =>
  (ticket: Ticket): boolean =>
    moves[ticket.status].includes(status) && (!from || ticket.status === from);

const meaning: Record<Offer, Meaning> = {
  comment: { action: "comment", legal: live },
  note: { action: "note", legal: live },
  attach: { action: "attach", legal: live },
  edit: { action: "edit", legal: live },
  editCategory: { action: "editCategory", legal: live },
  decide: { action: "decide", legal: (ticket) => awaitedFrom(ticket) !== null },
  assign: { action: "assign", legal: (ticket) => assignable.includes(ticket.status) },
  start: { action: "work", legal: (ticket) => to("in_progress")(ticket) && ticket.status !== "resolved" },
  hold: { action: "work", legal: to("on_hold") },
  resolve: { action: "work", legal: to("resolved") },
  close: { action: "close", legal: to("closed") },
  reopen: { action: "reopen", legal: to("in_progress", "resolved") },
  cancel: { action: "cancel", legal: to("cancelled") },
};
