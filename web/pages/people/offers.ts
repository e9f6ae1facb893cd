import type { Account, Role } from "../../../functions/domain/account.ts";

type Self = Pick<Account, "id" | "role">;

/*
 * What is offered to whom. It protects nothing: that does the API, by functions/domain/accountAccess.ts, and a test holds
 * the two against each other.
 */
const everybody: readonly Role[] = ["user", "technician", "hod", "it_head", "admin"];
const mayCreate: Record<Role, readonly Role[]> = {
  user: [],
  technician: [],
  hod: ["user"],
  it_head: ["user", "technician"],
  admin: everybody,
};
const mayGive: Record<Role, readonly Role[]> = { ...mayCreate, hod: [] };

/** The roles that somebody may make accounts of. */
export const rolesToCreate = (role: Role): readonly Role[] => mayCreate[role];

/** The roles that somebody may give to another; none where they may not change that account at all. */
export const rolesToGive = (me: Self, account: Pick<Account, "role">): readonly Role[] =>
  mayGive[me.role].includes(account.role) ? mayGive[me.role] : [];

/** Whether somebody sees people of their own department only. */
export const seesOneDepartment = (role: Role): boolean => role === "hod";
