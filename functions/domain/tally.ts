import { awaitedFrom } from "./approver.ts";
import type { Stage } from "./category.ts";
import { finalStatuses, type Priority, type Ticket } from "./ticket.ts";

/** What the counters need to know of a ticket. */
export type Facts = Pick<
  Ticket,
  "status" | "priority" | "category" | "department" | "requester" | "assignee" | "createdAt"
> &
  Pick<Ticket, "firstAssignedAt" | "resolvedAt"> & {
    /** Whose decision it waits for. */
    awaited: Stage | null;
  };

export const factsOf = (ticket: Ticket): Facts => {
  const { status, priority, category, department, requester, assignee } = ticket;
  const { createdAt, firstAssignedAt, resolvedAt } = ticket;
  const when = { createdAt, firstAssignedAt, resolvedAt };
  return {
    status,
    priority,
    category,
    department,
    requester,
    assignee,
    ...when,
    awaited: awaitedFrom(ticket),
  };
};

/** Whose dashboard a sum stands on: everybody's, a department's, what somebody raised, or what they work on. */
export type Audience = "all" | `department#${string}` | `requester#${string}` | `technician#${string}`;

/** Sums by name; what is not there is 0. */
export type Sums = Readonly<Record<string, number>>;

/** Sums that are kept together: `totals`, or `times.<month>.<category>`. */
export type Sheet = { audience: Audience; sheet: string; sums: Sums };

/** What a technician's totals are called among those of all. */
export const totalsOf = (technicianId: string): string => `totals.${technicianId}`;

/** How many days a trend shows, today among them. */
export const trendDays = 30;
/** Times are told of this month and the two before it. */
export const timesMonths = 3;

/** All that one ticket adds to the sums. Every figure of every dashboard is the total of this over the tickets. */
export function contributionOf(facts: Facts): Sheet[] {
  const { department, requester, assignee } = facts;
  const counts = { ...levels(facts), ...days(facts) };
  const groups: Audience[] = ["all", ...(department ? [`department#${department}` as const] : [])];
  return [
    ...groups.flatMap((audience) => [
      { audience, sheet: "totals", sums: { ...counts, ...waiting(facts) } },
      ...times(facts).map((sheet) => ({ audience, ...sheet })),
    ]),
    { audience: `requester#${requester.id}`, sheet: "totals", sums: { ...counts, ...ownWaiting(facts) } },
    ...(assignee ? [{ audience: `technician#${assignee.id}` as const, sheet: "totals", sums: counts }] : []),
  ];
}

const levels = ({ status, priority }: Facts): Sums => ({
  total: 1,
  ...(isLive(status) && { live: 1 }),
  [`status.${status}`]: 1,
  [`priority.${priority}`]: 1,
});

const waiting = ({ awaited }: Facts): Sums => (awaited === null ? {} : { [`awaited.${awaited}`]: 1 });

/** Whoever decides, now or later, is told how much waits for them: not their own tickets, which wait for others. */
const ownWaiting = ({ awaited, department }: Facts): Sums =>
  awaited === null ? {} : { [ownAwaited(awaited, department ?? "")]: 1 };

/** The name of the sum of somebody's own tickets of one department that wait for a stage. Without a department: how all those names begin. */
export const ownAwaited = (stage: Stage, department = ""): string => `awaited.${stage}.of.${department}`;

/** The live ones of a day were raised that day and have not ended. */
const days = ({ status, createdAt, resolvedAt }: Facts): Sums => ({
  [onDay("raised", dayOf(createdAt))]: 1,
  ...(isLive(status) && { [onDay("live", dayOf(createdAt))]: 1 }),
  ...(resolvedAt && { [onDay("resolved", dayOf(resolvedAt))]: 1 }),
});

/** What is counted by the day. */
export const daily = ["raised", "live", "resolved"] as const;

/** The name of a day's sum: raised.2026-03-01. */
export const onDay = (what: (typeof daily)[number], day: string): string => `${what}.${day}`;

function times({ category, createdAt, firstAssignedAt, resolvedAt }: Facts) {
  const took = (what: string, end: string | null) =>
    end === null
      ? []
      : [{ sheet: `times.${end.slice(0, 7)}.${category}`, sums: { [`${what}.${stepOf(createdAt, end)}`]: 1 } }];
  return [...took("assignment", firstAssignedAt), ...took("resolution", resolvedAt)];
}

const isLive = (status: Ticket["status"]): boolean => !finalStatuses.includes(status);

/** The day of a time, in UTC: 2026-03-01. */
export const dayOf = (time: string): string => time.slice(0, 10);

/** Times are counted in steps, each a quarter longer than the one before; a minute and less is the first. */
const stepRatio = 1.25;
const minute = 60_000;
const stepOf = (from: string, to: string): number => {
  const minutes = (Date.parse(to) - Date.parse(from)) / minute;
  return minutes <= 1 ? 0 : Math.ceil(Math.log(minutes) / Math.log(stepRatio));
};
/** The minutes that a step stands for: its middle, so that a figure is at most an eighth off. */
export const minutesOf = (step: number): number => (step === 0 ? 1 : stepRatio ** (step - 0.5));

/** Sums after a change; zeros and days that no trend shows any more are left out. `today` as dayOf gives it. */
export function added(sums: Sums, change: Sums, sign: 1 | -1, today: string): Sums {
  const names = new Set([...Object.keys(sums), ...Object.keys(change)]);
  const all = [...names].map((name) => [name, (sums[name] ?? 0) + sign * (change[name] ?? 0)] as const);
  const oldest = daysBefore(today, trendDays);
  return Object.fromEntries(all.filter(([name, sum]) => sum !== 0 && (dayIn(name) ?? oldest) >= oldest));
}

/** The day in the name of a day's sum; undefined in any other name. */
export function dayIn(name: string): string | undefined {
  const [what, day] = name.split(".");
  return daily.some((one) => one === what) ? day : undefined;
}

/** The day so many days before another. */
export const daysBefore = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(day) - days * 24 * 60 * minute).toISOString());

/** How pressing a ticket is, most first; one that has ended comes last. */
export const urgencyOf = ({ status, priority }: { status: Ticket["status"]; priority: Priority }): number =>
  isLive(status) ? urgency[priority] : 4;

const urgency: Record<Priority, number> = { critical: 0, high: 1, medium: 2, low: 3 };
