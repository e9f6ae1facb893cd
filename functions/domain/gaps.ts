import type { Account } from "./account.ts";
import type { Administered } from "./audit.ts";
import type { Category, Department } from "./category.ts";

export type Organisation = {
  categories: readonly Category[];
  departments: readonly Department[];
  /** The heads of departments and the IT heads; others do no harm. */
  people: readonly Account[];
};

/** What an administrative change leaves to the administrators, because nobody holds the role to decide it. */
export const warningsOf = {
  account({ before, after }: Administered<Account>, organisation: Organisation): string[] {
    const people = (changed: Account | null) => (changed ? withPerson(organisation.people, changed) : []);
    return newGaps({ ...organisation, people: people(before) }, { ...organisation, people: people(after) });
  },

  category({ after }: Administered<Category>, organisation: Organisation): string[] {
    return gaps({ ...organisation, categories: [after] });
  },

  department({ after }: Administered<Department>, organisation: Organisation): string[] {
    return newGaps({ ...organisation, departments: [] }, { ...organisation, departments: [after] });
  },
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
const withPerson = (people: readonly Account[], changed: Account): Account[] => [
  ...people.filter(({ id }) => id !== changed.id),
  changed,
];
