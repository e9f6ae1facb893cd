import { type Account, type Role, roles, worksIn } from "./account.ts";
import { Problem } from "./problem.ts";

type Reach = {
  read: "self" | "department" | "all";
  /** The roles of accounts that may be made. */
  create: readonly Role[];
  /** The roles of other people's accounts that may be changed, within these roles. */
  change: readonly Role[];
};

/** Who may do what with accounts. What people may do with their own is `ownFields`. */
const reach: Record<Role, Reach> = {
  user: { read: "self", create: [], change: [] },
  technician: { read: "self", create: [], change: [] },
  hod: { read: "department", create: ["user"], change: [] },
  it_head: { read: "all", create: ["user", "technician"], change: ["user", "technician"] },
  admin: { read: "all", create: roles, change: roles },
};

/** What everybody may change of their own account: nothing that gives rights. */
const ownFields: readonly string[] = ["name", "phone"];

export function mayRead(actor: Account, account: Account): boolean {
  if (actor.id === account.id) return true;
  const { read } = reach[actor.role];
  return read === "all" || (read === "department" && worksIn(actor, account.department));
}

/** An account that may not be read looks exactly like one that does not exist. */
export function visible(actor: Account, account: Account | null): Account {
  if (!account || !mayRead(actor, account)) throw new Problem("not_found", "there is no such account");
  return account;
}

/** Whose accounts a list shows: everybody's, nobody's, or those of one department. */
export type Listed = "everybody" | "nobody" | { department: string };

/** What an account is shown of the list that it asks for: of all departments, or of one. */
export function listable(actor: Account, department: string | undefined): Listed {
  const { read } = reach[actor.role];
  if (read === "self") throw new Problem("forbidden", "you may not list accounts");
  if (read === "all") return department === undefined ? "everybody" : { department };
  const asksForOther = department !== undefined && department !== actor.department;
  return actor.department === null || asksForOther ? "nobody" : { department: actor.department };
}

export function mustCreate(actor: Account, { role, department }: Pick<Account, "role" | "department">): void {
  if (!reach[actor.role].create.includes(role)) {
    throw new Problem("forbidden", `you may not make accounts of the role ${role}`);
  }
  if (reach[actor.role].read === "department" && !worksIn(actor, department)) {
    throw new Problem("forbidden", "you may make accounts in your own department only");
  }
}

/** Refuses changes of these fields, to this role. */
export function mustChange(actor: Account, account: Account, fields: readonly string[], role = account.role): void {
  const { change } = reach[actor.role];
  if (change.includes(account.role) && change.includes(role)) return;
  const others = fields.filter((field) => !ownFields.includes(field));
  if (actor.id !== account.id)
    throw new Problem("forbidden", `you may not change accounts of the role ${account.role}`);
  if (others.length > 0) throw new Problem("forbidden", `you may not change your own ${others.join(", ")}`);
}

/** Only administrators write the catalogue and read the audit trail. */
export function mustBeAdmin(actor: Account): void {
  if (actor.role !== "admin") throw new Problem("forbidden", "this is for administrators");
}
