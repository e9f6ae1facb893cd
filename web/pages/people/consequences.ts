import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Account } from "../../../functions/domain/account.ts";
import { deciders } from "../../parts/roles.ts";

type Place = Pick<Account, "role" | "department">;

const backToQueue = msg`Their unfinished tickets go back to the queue.`;
const askedOfOthers = msg`Approvals waiting for them go to somebody else.`;

/** What follows from another role or department, said before it is done. Nothing where neither changes. */
export function ofMoving(before: Place, after: Place, isSelf: boolean): MessageDescriptor[] {
  const hasOtherRole = before.role !== after.role;
  if (!hasOtherRole && before.department === after.department) return [];
  return [
    ...(hasOtherRole ? [msg`What they can see and do changes at once.`] : []),
    ...(after.role === "admin" && hasOtherRole
      ? [msg`They can change every account, category and department, and belong to no department.`]
      : []),
    ...(before.role === "technician" ? [backToQueue] : []),
    ...(deciders.includes(before.role) ? [askedOfOthers] : []),
    ...(isSelf && hasOtherRole ? [msg`This is your own account: you cannot give the role back to yourself.`] : []),
  ];
}

/** What follows from disabling an account. */
export const ofDisabling = ({ role }: Pick<Account, "role">, isSelf: boolean): MessageDescriptor[] => [
  isSelf
    ? msg`This is your own account: you will be signed out, and somebody else has to enable it again.`
    : msg`They are signed out everywhere at once and can no longer sign in.`,
  ...(role === "technician" ? [backToQueue] : []),
  ...(deciders.includes(role) ? [askedOfOthers] : []),
  msg`Their tickets and comments stay.`,
  msg`The account can be enabled again, but what was handed over stays where it is.`,
];
