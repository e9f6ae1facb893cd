import type { Account } from "./account.ts";
import type { Category, Department } from "./category.ts";

export type Organisation = {
  categories: readonly Category[];
  departments: readonly Department[];
  /** The heads of departments and the IT heads; others do no harm. */
  people: readonly Account[];
};

/** The steps of approval that nobody holds the role for, in words. Tickets that reach one go to the administrators. */
export function gaps({ categories, departments, people }: Organisation): string[] {
  const holders = people.filter(({ disabled }) => !disabled);
  const stages = new Set(categories.filter(({ active }) => active).flatMap(({ approvals }) => approvals));
  const headless = departments.filter(
    ({ id, active }) => active && !holders.some(({ role, department }) => role === "hod" && department === id),
  );
  const noItHead = stages.has("it_head") && !holders.some(({ role }) => role === "it_head");
  return [
    ...(noItHead ? ["There is no IT head: approvals that wait for one go to the administrators"] : []),
    ...(stages.has("hod") ? headless.map(({ name }) => `${name} has no head: ${theirs}`) : []),
  ];
}

const theirs = "approvals that wait for one go to the administrators";

/** The gaps that were not there before. */
export const newGaps = (before: Organisation, after: Organisation): string[] => {
  const known = gaps(before);
  return gaps(after).filter((gap) => !known.includes(gap));
};

/** The same people with one of them changed. */
export const withPerson = (people: readonly Account[], changed: Account): Account[] => [
  ...people.filter(({ id }) => id !== changed.id),
  changed,
];
