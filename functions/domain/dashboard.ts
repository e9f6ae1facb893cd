import type { Scope } from "./access.ts";
import type { Account, Role } from "./account.ts";
import { awaitedIn, inboxOf } from "./approver.ts";
import type { Stage } from "./category.ts";
import {
  type Audience,
  dayOf,
  daysBefore,
  minutesOf,
  onDay,
  ownAwaited,
  type Sums,
  timesMonths,
  totalsOf,
  trendDays,
} from "./tally.ts";
import { priorities, type Status, statuses } from "./ticket.ts";

/** What a dashboard is about, by role. */
export const dashboardScope: Record<Role, Scope> = {
  user: "own",
  technician: "assigned",
  hod: "department",
  it_head: "all",
  admin: "all",
};

/** Who answers for others' work sees how long it takes. */
export const showsTimes = (scope: Scope): boolean => scope === "department" || scope === "all";
/** Who assigns work sees how much each technician has. */
export const showsTechnicians = (scope: Scope): boolean => scope === "all";

/** Whose sums an account's dashboard shows; null for a head without a department. */
export function audienceOf({ id, role, department }: Account): Audience | null {
  const scope = dashboardScope[role];
  if (scope === "own") return `requester#${id}`;
  if (scope === "assigned") return `technician#${id}`;
  if (scope === "department") return department ? `department#${department}` : null;
  return "all";
}

/** The sums of one sheet. */
export type SheetSums = { sheet: string; sums: Sums };
export type Spread = { count: number; median: number | null; p90: number | null };
export type CategoryTimes = { category: string; toAssignment: Spread; toResolution: Spread };

/** How many tickets there are, in all, by status and by priority. */
export function countsFrom(sums: Sums) {
  const by = (group: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, sums[`${group}.${name}`] ?? 0]));
  return { total: sums.total ?? 0, byStatus: by("status", statuses), byPriority: by("priority", priorities) };
}

/** How much waits for this person's decision: what is in their inbox, so not what they raised themselves (`own`: sums of that). */
export function awaitedBy(account: Account, sums: Sums, own: Sums): number {
  const inbox = inboxOf(account);
  const ofOwn = (stage: Stage) => {
    if (typeof inbox === "object" && inbox) return own[ownAwaited(stage, inbox.headsOf)] ?? 0;
    return Object.entries(own).reduce(
      (sum, [name, count]) => sum + (name.startsWith(ownAwaited(stage)) ? count : 0),
      0,
    );
  };
  return awaitedIn(inbox).reduce((total, stage) => total + (sums[`awaited.${stage}`] ?? 0) - ofOwn(stage), 0);
}

/** Raised and resolved on each of the last 30 days, today last. */
export const trendFrom = (sums: Sums, today: string) =>
  Array.from({ length: trendDays }, (_, index) => {
    const date = daysBefore(today, trendDays - 1 - index);
    return { date, raised: sums[onDay("raised", date)] ?? 0, resolved: sums[onDay("resolved", date)] ?? 0 };
  });

/** What each technician works on, and has resolved; who is disabled is left out once they have nothing left to do. */
export function loadOf(people: readonly Account[], sheets: readonly SheetSums[]) {
  const sumsOf = new Map(sheets.map(({ sheet, sums }) => [sheet, sums]));
  const loads = people.map(({ id, name, disabled }) => {
    const sums = sumsOf.get(totalsOf(id)) ?? {};
    const inStatus = (...wanted: Status[]) => wanted.reduce((sum, status) => sum + (sums[`status.${status}`] ?? 0), 0);
    const active = inStatus("assigned", "in_progress", "on_hold");
    return { id, name, disabled, active, resolved: inStatus("resolved", "closed") };
  });
  return loads
    .filter(({ disabled, active }) => !disabled || active > 0)
    .map(({ disabled: _, ...load }) => load)
    .sort((a, b) => b.active - a.active || a.name.localeCompare(b.name));
}

const ageBounds = [1, 3, 7, trendDays];

/** How long ago the tickets were raised that have not ended: each group up to so many days, the last older than all. */
export function ageingFrom(sums: Sums, today: string): { upToDays: number | null; open: number }[] {
  const within = (days: number) =>
    Array.from({ length: days }, (_, back) => sums[onDay("live", daysBefore(today, back))] ?? 0).reduce(
      (a, b) => a + b,
      0,
    );
  const upTo = ageBounds.map(within);
  const groups = ageBounds.map((upToDays, index) => ({ upToDays, open: (upTo[index] ?? 0) - (upTo[index - 1] ?? 0) }));
  return [...groups, { upToDays: null, open: (sums.live ?? 0) - (upTo.at(-1) ?? 0) }];
}

/** Minutes to the first assignment and to the resolution, of what got there in this month and the two before. */
export function timesFrom(sheets: readonly SheetSums[], today: string): CategoryTimes[] {
  const recent = sheets.filter(({ sheet }) => isRecent(sheet, today));
  const categories = [...new Set(recent.map(({ sheet }) => categoryIn(sheet)))].sort();
  return categories.map((category) => {
    const sums = totalOf(recent.filter(({ sheet }) => categoryIn(sheet) === category).map((one) => one.sums));
    return { category, toAssignment: spreadOf(sums, "assignment."), toResolution: spreadOf(sums, "resolution.") };
  });
}

export function totalOf(all: readonly Sums[]): Sums {
  const total: Record<string, number> = {};
  for (const sums of all) for (const [name, sum] of Object.entries(sums)) total[name] = (total[name] ?? 0) + sum;
  return total;
}

const categoryIn = (sheet: string): string => sheet.split(".")[2] ?? "";

function isRecent(sheet: string, today: string): boolean {
  const [kind, month = ""] = sheet.split(".");
  return kind === "times" && month >= firstMonthOf(today);
}

/** The first of the months of which times are told: 2026-01. */
export const firstMonthOf = (today: string): string => monthsBefore(today, timesMonths - 1);

function monthsBefore(today: string, months: number): string {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return dayOf(new Date(Date.UTC(year, month - 1 - months)).toISOString()).slice(0, 7);
}

/** Nearest rank: the smallest time that at least so large a share stays within. */
function spreadOf(sums: Sums, prefix: string): Spread {
  const steps = Object.entries(sums)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, count]) => ({ step: Number(name.slice(prefix.length)), count }))
    .sort((a, b) => a.step - b.step);
  const count = steps.reduce((total, one) => total + one.count, 0);
  const within = (step: number) => steps.reduce((sum, one) => sum + (one.step <= step ? one.count : 0), 0);
  const at = (share: number): number | null => {
    const reached = steps.find(({ step }) => within(step) >= share * count);
    return reached ? Math.round(minutesOf(reached.step)) : null;
  };
  return { count, median: at(0.5), p90: at(0.9) };
}
