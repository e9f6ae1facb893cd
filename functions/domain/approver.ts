import { type Account, worksIn } from "./account.ts";
import { type Stage, stages } from "./category.ts";
import { type AskedOf, pendingStage, type Ticket } from "./ticket.ts";

/** Why this person may not decide this stage of this ticket, or null where they may. */
export function whyNotDecide(account: Account, ticket: Ticket, stage: Stage): string | null {
  if (account.disabled) return "your account is disabled";
  if (ticket.requester.id === account.id) return "nobody decides on a ticket of their own";
  if (account.role === "admin") return null;
  if (account.role === "it_head" && (stage === "it_head" || fallenToItHeads(ticket, stage))) return null;
  if (account.role !== "hod" || stage !== "hod") return `this step is for the ${titles[stage]}`;
  return worksIn(account, ticket.department) ? null : "this step is for the head of another department";
}

const titles: Record<Stage, string> = { hod: "head of department", it_head: "IT head" };

const fallenToItHeads = (ticket: Ticket, stage: Stage): boolean =>
  ticket.approvals.some((approval) => approval.stage === stage && approval.askedOf === "it_head");

/**
 * Whose decision the ticket waits for: the heads of its department, or the IT heads. Null where it waits for none, or one
 * has been taken and the ticket only has to be moved on.
 */
export function awaitedFrom(ticket: Ticket): Stage | null {
  const stage = pendingStage(ticket);
  const isOpen = ticket.approvals.some((approval) => approval.stage === stage && approval.state === "pending");
  if (!stage || !isOpen) return null;
  return fallenToItHeads(ticket, stage) ? "it_head" : stage;
}

/** The inbox of approvals of somebody: all that waits, what waits for the IT heads, or for the heads of a department. */
export type ApprovalInbox = "all" | "it_heads" | { headsOf: string };

/** What somebody finds in their inbox of approvals; null where they decide nothing. */
export function inboxOf({ role, department }: Pick<Account, "role" | "department">): ApprovalInbox | null {
  if (role === "admin") return "all";
  if (role === "it_head") return "it_heads";
  return role === "hod" && department !== null ? { headsOf: department } : null;
}

/** What tickets in an inbox wait for, as `awaitedFrom` says it of each. */
export function awaitedIn(inbox: ApprovalInbox | null): readonly Stage[] {
  if (inbox === null) return [];
  if (inbox === "all") return stages;
  return inbox === "it_heads" ? ["it_head"] : ["hod"];
}

/** Only an admin's own ticket can fall to the IT heads, where there is no other admin. */
export const mayFallToItHeads = ({ requesterRole }: Ticket): boolean => requesterRole === "admin";

/**
 * Who is asked to decide a stage: the holders of its role; where there is none but the requester, the admins;
 * where there is no admin either but the requester, the IT heads; else nobody.
 */
export function deciders(
  ticket: Ticket,
  stage: Stage,
  people: readonly Account[],
): { askedOf: AskedOf; people: Account[] } {
  const others = people.filter((person) => !person.disabled && person.id !== ticket.requester.id);
  const holders = others.filter(
    (person) => person.role === stage && (stage === "it_head" || worksIn(person, ticket.department)),
  );
  if (holders.length > 0) return { askedOf: stage, people: holders };
  for (const role of ["admin", "it_head"] as const) {
    const above = others.filter((person) => person.role === role);
    if (above.length > 0) return { askedOf: role, people: above };
  }
  return { askedOf: "nobody", people: [] };
}
