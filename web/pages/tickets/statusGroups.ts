import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Status } from "../../../functions/domain/ticket.ts";
import { statusWords } from "../../parts/words.ts";
import { unassigned } from "./assigning.ts";

/** Statuses that people ask for together, by their name in the address. */
export const statusGroups = {
  unassigned: { label: msg`Unassigned`, statuses: unassigned },
  undecided: { label: msg`Waiting for approval`, statuses: ["pending_hod_approval", "pending_it_head_approval"] },
  working: { label: msg`Being worked on`, statuses: ["assigned", "in_progress", "on_hold"] },
} as const satisfies Record<string, { label: MessageDescriptor; statuses: readonly Status[] }>;

export const allStatuses = Object.keys(statusWords) as Status[];

/** What a name in the address stands for; nothing for one that is not known. */
export function statusesOf(name: string): readonly Status[] {
  if (name in statusGroups) return statusGroups[name as keyof typeof statusGroups].statuses;
  return allStatuses.filter((status) => status === name);
}
