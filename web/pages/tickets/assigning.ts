import type { Role } from "../../../functions/domain/account.ts";
import type { Status } from "../../../functions/domain/ticket.ts";
import type { Placed } from "./keepPlaces.ts";

/** Where a ticket waits for its first technician. */
export const unassigned = ["open", "approved"] as const satisfies readonly Status[];
const assigning: readonly Role[] = ["it_head", "admin"];

export const mayAssign = (role: Role): boolean => assigning.includes(role);

/**
 * Whether somebody of this role is offered to assign a ticket that nobody works on. It protects nothing: that does the API, by
 * functions/domain/access.ts, and a test holds the two against each other.
 */
export const mayAssignFirst = (role: Role, status: Status): boolean =>
  mayAssign(role) && unassigned.some((one) => one === status);

/** The same of a row of a list; one that the list no longer has may have changed in any way. */
export const isAssignable = (role: Role, { row, isGone }: Placed): boolean =>
  mayAssignFirst(role, row.status) && !isGone;
