import type { Account } from "../domain/account.ts";
import type { Administered } from "../domain/audit.ts";
import type { Category, Department } from "../domain/category.ts";
import { gaps, newGaps, type Organisation, withPerson } from "../domain/gaps.ts";
import { peopleOf } from "./accounts.ts";
import { listCategories, listDepartments } from "./catalogue.ts";

/** What an administrative change leaves to the administrators, because nobody holds the role to decide it. */
export const warningsOf = {
  async account({ before, after }: Administered<Account>): Promise<string[]> {
    const organisation = await readOrganisation();
    const people = (changed: Account | null) => (changed ? withPerson(organisation.people, changed) : []);
    return newGaps({ ...organisation, people: people(before) }, { ...organisation, people: people(after) });
  },

  async category({ after }: Administered<Category>): Promise<string[]> {
    return gaps({ ...(await readOrganisation()), categories: [after] });
  },

  async department({ after }: Administered<Department>): Promise<string[]> {
    const organisation = await readOrganisation();
    return newGaps({ ...organisation, departments: [] }, { ...organisation, departments: [after] });
  },
};

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
