import { type Account, type Person, personOf } from "./account.ts";
import type { Category, Department } from "./category.ts";
import type { Act } from "./ticket.ts";

export const auditKinds = [
  "AccountCreated",
  "AccountChanged",
  "PasswordReset",
  "SecondFactorRemoved",
  "CategoryAdded",
  "CategoryChanged",
  "DepartmentAdded",
  "DepartmentChanged",
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** What of an account is administered: all but its owner's own preferences. */
export type Profile = Pick<Account, "email" | "name" | "role" | "department" | "phone" | "disabled">;

/** An administrative change: what was so before, and what is so after it. */
export type AuditFacts =
  | { kind: "AccountCreated"; before: null; after: Profile }
  | { kind: "AccountChanged"; before: Profile; after: Profile }
  | { kind: "PasswordReset" | "SecondFactorRemoved"; before: null; after: null }
  | { kind: "CategoryAdded" | "CategoryChanged"; before: Category | null; after: Category }
  | { kind: "DepartmentAdded" | "DepartmentChanged"; before: Department | null; after: Department };

export type Subject = Person & { type: "account" | "category" | "department" };

export type Audit = AuditFacts & Act & { about: Subject };
export type AuditEvent = Audit & { id: string };

/** What a rule of administration decides. `audit` is null where nothing changes. */
export type Administered<T> = { before: T | null; after: T; audit: Audit | null };

export const accountSubject = (account: Account): Subject => ({ type: "account", ...personOf(account) });

export const profileOf = ({ email, name, role, department, phone, disabled }: Account): Profile => ({
  email,
  name,
  role,
  department,
  phone,
  disabled,
});
