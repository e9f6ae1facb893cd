import type { Account } from "./account.ts";
import { mustBeAdmin } from "./accountAccess.ts";
import type { Administered } from "./audit.ts";
import type { Category, Department } from "./category.ts";
import type { Act } from "./ticket.ts";

/** Adds a category, or renames it, retires it, or changes its stages: those of tickets that are raised from now on. */
export function putCategory(
  before: Category | null,
  after: Category,
  actor: Account,
  act: Act,
): Administered<Category> {
  mustBeAdmin(actor);
  if (before && JSON.stringify(fieldsOf(before)) === JSON.stringify(fieldsOf(after))) return unchanged(before);
  const kind = before ? "CategoryChanged" : "CategoryAdded";
  const about = { type: "category", id: after.id, name: after.name } as const;
  return { before, after, audit: { kind, about, before, after, ...act } };
}

/** Adds a department, or renames or retires it. */
export function putDepartment(
  before: Department | null,
  after: Department,
  actor: Account,
  act: Act,
): Administered<Department> {
  mustBeAdmin(actor);
  if (before?.name === after.name && before.active === after.active) return unchanged(before);
  const kind = before ? "DepartmentChanged" : "DepartmentAdded";
  const about = { type: "department", id: after.id, name: after.name } as const;
  return { before, after, audit: { kind, about, before, after, ...act } };
}

const fieldsOf = ({ name, approvals, active }: Category) => [name, approvals, active];

const unchanged = <T>(before: T): Administered<T> => ({ before, after: before, audit: null });
