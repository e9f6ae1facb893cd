import type { Account } from "../domain/account.ts";
import type { Administered } from "../domain/audit.ts";
import type { Category, Department } from "../domain/category.ts";
import { gaps, newGaps, type Organisation, withPerson } from "../domain/gaps.ts";
import { peopleOf } from "./accounts.ts";
import { listCategories, listDepartments } from "./catalogue.ts";

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

/** Something, and at the same time the organisation that it is changed in. */
export async function withOrganisation<T>(reading: Promise<T>): Promise<{ found: T; organisation: Organisation }> {
  const [found, organisation] = await Promise.all([reading, readOrganisation()]);
  return { found, organisation };
}

/** What there is to decide, and who holds the roles to decide it. */
async function readOrganisation(): Promise<Organisation> {
  const [categories, departments, heads, itHeads] = await Promise.all([
    listCategories(),
    listDepartments(),
    peopleOf("hod"),
    peopleOf("it_head"),
  ]);
  return { categories, departments, people: [...heads, ...itHeads] };
}
