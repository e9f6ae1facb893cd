import type { Account } from "./account.ts";
import { inboxOf } from "./approver.ts";
import type { Audit, Profile } from "./audit.ts";
import type { LeaveReason } from "./event.ts";
import type { Ticket } from "./ticket.ts";

/** What else has to happen once an account has changed. */
export type Aftermath = {
  /** Whether they can sign in has changed. */
  signIn: boolean;
  /** What they read is another: their clients connect anew, to be told of that and no longer of the other. */
  reconnects: boolean;
  /** Their unfinished work goes back to the queue, for this reason. */
  leaves: LeaveReason | null;
  /** The approvals that may have come to others: those of some departments, or all. */
  reasks: "all" | string[];
};

export function aftermathOf(audit: Audit): Aftermath {
  if (audit.kind !== "AccountCreated" && audit.kind !== "AccountChanged") return nothing;
  const { before, after } = audit;
  const leaves = before && reasonToLeave(before, after);
  const moved = before === null || leaves !== null || before.disabled !== after.disabled;
  return {
    signIn: before !== null && before.disabled !== after.disabled,
    reconnects: leaves === "other_role" || leaves === "other_department",
    leaves: before?.role === "technician" && !before.disabled ? leaves : null,
    reasks: moved ? together([before, after].map(decidesFor)) : [],
  };
}

const nothing: Aftermath = { signIn: false, reconnects: false, leaves: null, reasks: [] };

/**
 * Whether a ticket was given to somebody before their account changed: by the time or, where the two crossed, by whether it
 * could not have been given to them as they are now. What they get in their new place stays with them.
 */
export function wasGivenBefore({ assignment }: Ticket, account: Account | null, at: string): boolean {
  if (!assignment || assignment.at <= at || !account) return true;
  return account.disabled || account.role !== "technician" || account.department !== assignment.department;
}

/** Why a ticket cannot stay with whom it was given to; null where it can. */
export function whyGone({ assignment }: Ticket, account: Account | null): LeaveReason | null {
  if (!account || account.disabled) return "disabled";
  if (account.role !== "technician") return "other_role";
  return assignment && assignment.department !== account.department ? "other_department" : null;
}

/** What has changed about somebody so that what was given to them before cannot stay; null where nothing has. */
export function reasonToLeave(before: Profile, after: Profile): LeaveReason | null {
  if (after.disabled && !before.disabled) return "disabled";
  if (after.role !== before.role) return "other_role";
  return after.department === before.department ? null : "other_department";
}

/** Which departments' approvals this person may be asked for: their own (a head), all (an IT head or an admin), or none. */
function decidesFor(profile: Profile | null): "all" | string[] {
  const inbox = profile && !profile.disabled ? inboxOf(profile) : null;
  if (inbox === null) return [];
  return typeof inbox === "object" ? [inbox.headsOf] : "all";
}

const together = (parts: ("all" | string[])[]): "all" | string[] =>
  parts.some((part) => part === "all") ? "all" : [...new Set(parts.flat())];
