import { type Account, type Role, system } from "./account.ts";
import { mustChange, mustCreate, visible } from "./accountAccess.ts";
import { type Administered, type Audit, accountSubject, profileOf } from "./audit.ts";
import type { Department } from "./category.ts";
import { isErased } from "./erasure.ts";
import { mustBeTexted, type TextedCodes } from "./phone.ts";
import { defaultPreferences } from "./preferences.ts";
import { invalid, Problem } from "./problem.ts";
import type { Act } from "./ticket.ts";

export type NewAccount = {
  email: string;
  name: string;
  role: Role;
  department: string | null;
  phone?: string | null | undefined;
};

/** Anything left out stays. */
export type AccountEdit = {
  name?: string | undefined;
  role?: Role | undefined;
  department?: string | null | undefined;
  phone?: string | null | undefined;
  disabled?: boolean | undefined;
};

/** What the rules need to know besides the account: the department that is named, if there is one of that name, and who are admins. */
export type Surroundings = { department: Department | null; admins: readonly string[]; texted: TextedCodes };

/** An account before anybody can sign in to it: signing in gives it its id. */
export type Draft = Omit<Account, "id">;

export function draftAccount(wanted: NewAccount, around: Surroundings, actor: Account, at: string): Draft {
  mustCreate(actor, wanted);
  mustFit(wanted.role, wanted.department, around.department);
  mustBeTexted(null, wanted.phone, around.texted);
  const { email, name, role, phone = null } = wanted;
  const usual = { disabled: false, notifications: defaultPreferences, createdAt: at, neverMoved: true as const };
  return { email, name, role, department: wanted.department, phone, ...usual };
}

export function createAccount(draft: Draft, id: string, act: Act): Administered<Account> & { audit: Audit } {
  const after: Account = { ...draft, id };
  return {
    before: null,
    after,
    audit: { kind: "AccountCreated", about: accountSubject(after), before: null, after: profileOf(after), ...act },
  };
}

/** An account that the deployment itself brings. */
export const bringAccount = (account: Account) =>
  createAccount({ ...account, neverMoved: true }, account.id, { by: system, at: account.createdAt });

/** Changes an account, within what the actor may do; the last administrator stays. */
export function changeAccount(
  found: Account | null,
  wanted: AccountEdit,
  { department, admins, texted }: Surroundings,
  actor: Account,
  act: Act,
): Administered<Account> {
  const before = visible(actor, found);
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  mustChange(actor, before, Object.keys(given), wanted.role);
  mustBeTexted(before.phone, wanted.phone, texted);
  const after: Account = { ...before, ...given };
  // Enabled, it would be asked for approvals and counted as a head, with nobody behind it.
  if (!after.disabled && isErased(before)) throw invalid("/disabled", nobodySignsIn);
  // An admin has no department, so that whoever becomes one leaves theirs.
  if (wanted.role === "admin" && wanted.department === undefined) after.department = null;
  const joins = after.department !== before.department;
  if (joins) delete after.neverMoved;
  if (joins || (after.role === "admin") !== (after.department === null))
    mustFit(after.role, after.department, department);
  mustLeaveAnAdmin(before, after, admins);
  const facts = { before: profileOf(before), after: profileOf(after) };
  if (JSON.stringify(facts.before) === JSON.stringify(facts.after)) return { before, after: before, audit: null };
  return { before, after, audit: { kind: "AccountChanged", about: accountSubject(after), ...facts, ...act } };
}

const nobodySignsIn = "nobody can sign in to this account any more: make a new one";

/** Whoever has lost their password, or never had one, gets a way to set one. `isKnown`: whether the user pool knows them. */
export function resetPassword(
  found: Account | null,
  isKnown: boolean,
  actor: Account,
  act: Act,
): Administered<Account> & { audit: Audit } {
  const account = visible(actor, found);
  mustChange(actor, account, ["password"]);
  if (account.disabled) throw new Problem("invalid", "this account is disabled: enable it first");
  if (!isKnown) throw new Problem("invalid", nobodySignsIn);
  const audit: Audit = { kind: "PasswordReset", about: accountSubject(account), before: null, after: null, ...act };
  return { before: account, after: account, audit };
}

/** Whoever has lost their second factor signs in by the password alone until they set up another. `isOn`: whether there is one. */
export function removeSecondFactor(
  found: Account | null,
  isOn: boolean,
  actor: Account,
  act: Act,
): Administered<Account> & { audit: Audit } {
  const account = visible(actor, found);
  mustChange(actor, account, ["second factor"]);
  if (!isOn) throw new Problem("invalid", "signing in to this account asks for no second factor");
  const about = accountSubject(account);
  return {
    before: account,
    after: account,
    audit: { kind: "SecondFactorRemoved", about, before: null, after: null, ...act },
  };
}

export const isEnabledAdmin = (account: Account | null): boolean => account?.role === "admin" && !account.disabled;

function mustLeaveAnAdmin(before: Account, after: Account, admins: readonly string[]): void {
  if (!isEnabledAdmin(before) || isEnabledAdmin(after)) return;
  if (admins.some((id) => id !== before.id)) return;
  throw new Problem("last_admin", "this is the last administrator: make somebody else one first");
}

/** Only admins have no department; nobody joins one that is not there, or retired. */
function mustFit(role: Role, wanted: string | null, department: Department | null): void {
  if (role === "admin") {
    if (wanted !== null) throw invalid("/department", "an administrator has no department");
    return;
  }
  if (wanted === null) throw invalid("/department", "only administrators have no department");
  if (!department) throw invalid("/department", `there is no department ${wanted}`);
  if (!department.active) throw invalid("/department", `the department ${department.name} is no longer in use`);
}
