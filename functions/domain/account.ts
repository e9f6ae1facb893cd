import { mustBeTexted, type TextedCodes } from "./phone.ts";
import type { Preferences } from "./preferences.ts";

export const roles = ["admin", "hod", "it_head", "technician", "user"] as const;
export type Role = (typeof roles)[number];

/** A person as tickets and events name them. */
export type Person = { id: string; name: string };

/** Somebody who can sign in. `id` is the subject of their tokens; only an admin has no department. */
export type Account = {
  id: string;
  email: string;
  name: string;
  role: Role;
  department: string | null;
  /** E.164, or null. */
  phone: string | null;
  disabled: boolean;
  notifications: Preferences;
  createdAt: string;
  /** Set when the account is made, until its department changes: so long, all that they have raised is their department's. */
  neverMoved?: true;
};

/** The actor of what the clock and the state machine do. */
export const system: Person = { id: "system", name: "Ticket desk" };

export const personOf = ({ id, name }: Person): Person => ({ id, name });

/** Whether somebody belongs to this department; who has none is in none. */
export const worksIn = (account: Pick<Account, "department">, department: string | null): boolean =>
  department !== null && account.department === department;

/** Changes to one's own account; anything left out stays. */
export type OwnChanges = {
  name?: string | undefined;
  phone?: string | null | undefined;
  notifications?: Preferences | undefined;
};

export function changeOwn(account: Account, changes: OwnChanges, texted: TextedCodes): Account {
  const { name, phone, notifications } = changes;
  mustBeTexted(account.phone, phone, texted);
  return {
    ...account,
    name: name ?? account.name,
    phone: phone === undefined ? account.phone : phone,
    notifications: notifications ?? account.notifications,
  };
}
