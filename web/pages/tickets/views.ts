import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role } from "../../../functions/domain/account.ts";
import type { Dashboard } from "../../api/dashboard.ts";
import { type Address, filterNames } from "./addressedList.ts";
import { statusesOf } from "./statusGroups.ts";

/** A list that people come back to, and how many tickets are in it where the dashboard says so. */
type View = { name: string; label: MessageDescriptor; address: Address; count?: (from: Dashboard) => number };

const inStatus =
  (name: string) =>
  ({ counts }: Dashboard): number =>
    statusesOf(name).reduce((sum, status) => sum + (counts.byStatus[status] ?? 0), 0);
const total = ({ counts }: Dashboard): number => counts.total;

const all: View = { name: "all", label: msg`All`, address: {} };
const mine: View = {
  name: "mine",
  label: msg`Mine`,
  address: { requester: "me" },
  count: ({ raisedByMe }) => raisedByMe,
};
const waiting: View = {
  name: "waiting",
  label: msg`Waiting for me`,
  address: { view: "waiting" },
  count: ({ awaitingMyDecision }) => awaitingMyDecision,
};
const byStatus = (status: string, label: MessageDescriptor, more: Address = {}): View => ({
  name: status,
  label,
  address: { status, ...more },
  count: inStatus(status),
});
const unassigned = byStatus("unassigned", msg`Unassigned`);
const onHold = byStatus("on_hold", msg`On hold`);

const leading: readonly View[] = [all, mine, unassigned, waiting, onHold];
export const views: Record<Role, readonly View[]> = {
  user: [
    { ...all, label: msg`Mine`, count: total },
    byStatus("undecided", msg`Waiting for approval`),
    onHold,
    byStatus("resolved", msg`Resolved`),
  ],
  technician: [
    // Their dashboard counts what is assigned to them, and nothing else.
    byStatus("working", msg`Assigned to me`, { assignee: "me" }),
    byStatus("on_hold", msg`On hold`, { assignee: "me" }),
    mine,
    all,
  ],
  hod: leading,
  it_head: leading,
  admin: leading,
};

/** Whether the address asks for this view: the same filters, in any order. */
export const isShown = ({ address: wanted }: View, address: Address): boolean =>
  ([...filterNames, "view"] as const).every((name) => name === "q" || (wanted[name] ?? "") === (address[name] ?? ""));
