import { must } from "./access.ts";
import type { Account } from "./account.ts";
import { planApprovals } from "./approval.ts";
import type { Category, Stage } from "./category.ts";
import type { Change, Edits } from "./event.ts";
import { firstStatus } from "./lifecycle.ts";
import { invalid } from "./problem.ts";
import { type Act, beforeAssignment, changed, type Described, type Priority, type Ticket } from "./ticket.ts";

export type Wanted = {
  title?: string | undefined;
  description?: string | undefined;
  category?: Category | undefined;
  priority?: Priority | undefined;
};

/** Changes what the ticket says; null where it says that already. */
export function edit(described: Described, wanted: Wanted, account: Account, act: Act): Change | null {
  const { ticket } = described;
  must(account, "edit", ticket);
  const changes = differences(described, wanted);
  if (Object.keys(changes).length === 0) return null;
  if (changes.category) must(account, "editCategory", ticket);
  const category = changes.category && wanted.category;
  const restart = category && restarts(ticket, category) ? category : undefined;
  const { description: _, ...ofTicket } = changes;
  const fields = Object.fromEntries(Object.entries(ofTicket).map(([field, { to }]) => [field, to]));
  const after = changed(ticket, act, { ...fields, ...(restart ? restarted(ticket, restart) : {}) });
  const stages: Stage[] | null = restart ? restart.approvals : null;
  return { ticket: after, event: { type: "TicketEdited", changes, restarted: stages, round: after.round, ...act } };
}

function differences(described: Described, { title, description, category, priority }: Wanted): Edits {
  const { ticket } = described;
  const changes: Edits = {};
  if (title !== undefined && title !== ticket.title) changes.title = { from: ticket.title, to: title };
  if (description !== undefined && description !== described.description) {
    changes.description = { from: described.description, to: description };
  }
  if (priority !== undefined && priority !== ticket.priority)
    changes.priority = { from: ticket.priority, to: priority };
  if (category !== undefined && category.id !== ticket.category) {
    if (!category.active) throw invalid("/category", `the category ${category.name} is no longer in use`);
    changes.category = { from: ticket.category, to: category.id };
  }
  return changes;
}

/**
 * While nobody works on it, a change of category begins the approval anew, with the new category's stages. Where none was
 * needed and none is, nothing begins.
 */
const restarts = ({ status }: Ticket, { approvals }: Category): boolean =>
  beforeAssignment.includes(status) && (status !== "open" || approvals.length > 0);

const restarted = (ticket: Ticket, category: Category): Partial<Ticket> => ({
  status: firstStatus(category),
  approvals: planApprovals(category.approvals),
  round: ticket.round + 1,
});
