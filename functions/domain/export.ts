import type { Account, Role } from "./account.ts";
import type { Ticket } from "./ticket.ts";

export const exportStates = ["running", "ready", "failed"] as const;
export type ExportState = (typeof exportStates)[number];

/** A list of tickets as a file, for who asked for it. */
export type Export = {
  id: string;
  accountId: string;
  state: ExportState;
  rows: number | null;
  /** The list goes on beyond what the file holds. */
  truncated: boolean;
  createdAt: string;
  /** The role and the department that its owner had when the file was written. */
  writtenFor: Reader | null;
};
export type Reader = { role: Role; department: string | null };

export const mostRows = 100_000;
/** An export that has not ended by then never will: longer than all its tries together. */
const patienceMs = 2 * 3600_000;

export const readerOf = ({ role, department }: Reader): Reader => ({ role, department });

/** How an export stands for its owner: a file written when they could read other tickets is not handed out any more. */
export function stateNow(one: Export, owner: Account, now: string): ExportState {
  if (one.state === "running") return Date.parse(now) - Date.parse(one.createdAt) > patienceMs ? "failed" : "running";
  return one.state === "ready" && isStill(owner, one.writtenFor) ? "ready" : "failed";
}

const isStill = (owner: Account, then: Reader | null): boolean =>
  then !== null && then.role === owner.role && then.department === owner.department;

type Row = Pick<
  Ticket,
  | "id"
  | "title"
  | "status"
  | "priority"
  | "category"
  | "department"
  | "requester"
  | "assignee"
  | "createdAt"
  | "updatedAt"
>;

/** The columns of the file, and what stands in each. */
export const columns: Record<string, (ticket: Row) => string> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  status: ({ status }) => status,
  priority: ({ priority }) => priority,
  category: ({ category }) => category,
  department: ({ department }) => department ?? "",
  requester: ({ requester }) => requester.name,
  assignee: ({ assignee }) => assignee?.name ?? "",
  created: ({ createdAt }) => createdAt,
  changed: ({ updatedAt }) => updatedAt,
};
