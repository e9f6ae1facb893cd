import { describe, expect, test } from "vitest";
import { type Account, roles } from "../../functions/domain/account.ts";
import { mustChange, mustCreate } from "../../functions/domain/accountAccess.ts";
import { allowedActions } from "../../functions/domain/allowed.ts";
import { statuses } from "../../functions/domain/ticket.ts";
import { rolesToCreate, rolesToGive } from "../../web/pages/people/offers.ts";
import { mayAssignFirst } from "../../web/pages/tickets/assigning.ts";
import { ticketIn } from "./people.ts";

const someone = (id: string, role: Account["role"]) => ({ id, role, department: "finance" }) as Account;
const isAllowed = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

describe.each(roles)("what the client offers to the role %s is what the rules allow:", (role) => {
  const me = someone("me", role);

  test.each(roles)("to make a %s", (wanted) => {
    const allowed = isAllowed(() => mustCreate(me, someone("new", wanted)));
    expect(rolesToCreate(role).includes(wanted)).toBe(allowed);
  });

  test.each(roles.flatMap((from) => roles.map((to) => [from, to] as const)))("to make a %s a %s", (from, to) => {
    const other = someone("other", from);
    const allowed = isAllowed(() => mustChange(me, other, ["role"], to));
    expect(rolesToGive(me, other).includes(to)).toBe(allowed);
  });

  test.each(statuses)("to assign a ticket that nobody works on from the list, where it is %s", (status) => {
    const ticket = ticketIn(status);
    const isOffered = allowedActions(me, ticket).includes("assign") && !ticket.assignee;
    expect(mayAssignFirst(role, status)).toBe(isOffered);
  });
});
