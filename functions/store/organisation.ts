import type { Organisation } from "../domain/gaps.ts";
import { peopleOf } from "./accounts.ts";
import { listCategories, listDepartments } from "./catalogue.ts";

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
