import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role } from "../../functions/domain/account.ts";
import type { Stage } from "../../functions/domain/category.ts";
import type { Priority, Status } from "../../functions/domain/ticket.ts";

/** What the product's own terms are called on the screen. */
export const statusWords: Record<Status, MessageDescriptor> = {
  open: msg`Open`,
  pending_hod_approval: msg`Waiting for head`,
  pending_it_head_approval: msg`Waiting for IT head`,
  approved: msg`Approved`,
  assigned: msg`Assigned`,
  in_progress: msg`In progress`,
  on_hold: msg`On hold`,
  resolved: msg`Resolved`,
  closed: msg`Closed`,
  rejected: msg`Rejected`,
  cancelled: msg`Cancelled`,
};

export const priorityWords: Record<Priority, MessageDescriptor> = {
  low: msg`Low`,
  medium: msg`Medium`,
  high: msg`High`,
  critical: msg`Critical`,
};

export const roleWords: Record<Role, MessageDescriptor> = {
  admin: msg`Administrator`,
  hod: msg`Head of department`,
  it_head: msg`IT head`,
  technician: msg`Technician`,
  user: msg`User`,
};

export const stageWords: Record<Stage, MessageDescriptor> = {
  hod: msg`Head of department`,
  it_head: msg`IT head`,
};
