import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role } from "../../../functions/domain/account.ts";
import type { Dashboard } from "../../api/dashboard.ts";
import { statusesOf } from "../tickets/statusGroups.ts";

/** A figure at a glance. `status`: of that status, or of that group of them; of all unless told. */
type Tile = { label: MessageDescriptor; status?: string };

const all = (label: MessageDescriptor): Tile => ({ label });
const head: Tile = { label: msg`Waiting for head`, status: "pending_hod_approval" };
const itHead: Tile = { label: msg`Waiting for IT head`, status: "pending_it_head_approval" };
const undecided: Tile = { label: msg`Waiting for approval`, status: "undecided" };
const approved: Tile = { label: msg`Approved`, status: "approved" };
const rejected: Tile = { label: msg`Rejected`, status: "rejected" };
const unassigned: Tile = { label: msg`Unassigned`, status: "unassigned" };
const working: Tile = { label: msg`Being worked on`, status: "working" };
const resolved: Tile = { label: msg`Resolved`, status: "resolved" };
const staff = [all(msg`All tickets`), head, itHead, approved, rejected, unassigned, working];

export const tilesOf: Record<Role, readonly Tile[]> = {
  user: [all(msg`All your tickets`), undecided, working, resolved],
  technician: [
    all(msg`Ever assigned to you`),
    { label: msg`Not started yet`, status: "assigned" },
    { label: msg`In progress`, status: "in_progress" },
    { label: msg`On hold`, status: "on_hold" },
  ],
  hod: [all(msg`All in your department`), head, itHead, approved, rejected, working, resolved],
  it_head: staff,
  admin: staff,
};

export const countOf = ({ status }: Tile, { counts }: Dashboard): number =>
  status ? statusesOf(status).reduce((sum, one) => sum + (counts.byStatus[one] ?? 0), 0) : counts.total;

/** What each role decides on, as the other figures count it. */
const decidesOn: Partial<Record<Role, Tile>> = { hod: head, it_head: itHead, admin: undecided };

/** Whether more stands where this person decides than waits for them: nobody decides on a ticket of their own. */
export function leavesOutOwn(role: Role, dashboard: Dashboard): boolean {
  const tile = decidesOn[role];
  return tile !== undefined && countOf(tile, dashboard) > dashboard.awaitingMyDecision && dashboard.raisedByMe > 0;
}
