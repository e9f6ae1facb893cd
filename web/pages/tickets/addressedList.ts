import { useSearchParams } from "react-router";
import type { Role } from "../../../functions/domain/account.ts";
import type { ListSource, Sort, TicketFilters } from "../../api/ticketLists.ts";
import type { ShownTime } from "../../api/ticketRow.ts";
import { priorityWords } from "../../parts/words.ts";
import { statusesOf } from "./statusGroups.ts";

/** What the address may say about a list. `view=waiting` is what waits for one's own decision. */
export const filterNames = ["status", "priority", "category", "department", "assignee", "requester", "q"] as const;
export type FilterName = (typeof filterNames)[number];
export type Address = Partial<Record<FilterName | "sort" | "view", string>>;

const sorts: readonly Sort[] = ["newest", "oldest", "changed", "urgent"];
const isOneOf = <T extends string>(value: string | undefined, all: readonly T[]): value is T =>
  all.some((one) => one === value);

/** The list that the address asks for, and how to ask for another: a step for the back button, unless typed. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const address: Address = Object.fromEntries(params);
  const change = (changed: Address, options?: { replace: boolean }) => {
    // The address itself: what was chosen a moment ago may not have been rendered yet.
    const present = Object.fromEntries(new URLSearchParams(window.location.search));
    const next = Object.entries({ ...present, ...changed });
    setParams(Object.fromEntries(next.filter((entry): entry is [string, string] => Boolean(entry[1]))), options);
  };
  return { address, change };
}

/** What no list can have is left out, so that an old or a broken address still shows one. */
export function sourceOf({ view, status, priority, sort, ...rest }: Address, meId: string): ListSource {
  if (view === "waiting") return "waiting";
  const person = (name: string | undefined) => (name === "me" ? meId : name);
  const filters: TicketFilters = { statuses: statusesOf(status ?? ""), sort: isOneOf(sort, sorts) ? sort : "newest" };
  const given = {
    ...(isOneOf(priority, Object.keys(priorityWords)) && { priority }),
    category: rest.category,
    department: rest.department,
    q: rest.q?.trim().slice(0, 100),
    assignee: person(rest.assignee),
    requester: person(rest.requester),
  };
  return Object.assign(filters, Object.fromEntries(Object.entries(given).filter(([, value]) => value)));
}

/** The most urgent are in the order in which they were raised, too; what waits for an administrator, in that in which it came there. */
export const timeShownIn = (source: ListSource, role: Role): ShownTime => {
  const isByChange = source === "waiting" ? role === "admin" : source.sort === "changed";
  return isByChange ? "updatedAt" : "createdAt";
};
