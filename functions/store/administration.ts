import type { Account } from "../domain/account.ts";
import type { Surroundings } from "../domain/administration.ts";
import { Problem } from "../domain/problem.ts";
import { findStored } from "./accounts.ts";
import { type Basis, readAdmins } from "./accountWrites.ts";
import { findDepartment } from "./catalogue.ts";
import { invite, inviteAgain } from "./signInMail.ts";
import { textedCodes } from "./texted.ts";

/** What a change of an account is decided on and written under. */
export type Loaded = Basis & { account: Account | null; around: Surroundings };

/** Reads an account to be changed (none for a new one) and what the rules need to know besides. */
export async function loadAccount(id: string | null, departmentId: string | null | undefined): Promise<Loaded> {
  const [stored, admins, department] = await Promise.all([
    id === null ? null : findStored(id),
    readAdmins(),
    departmentId ? findDepartment(departmentId) : null,
  ]);
  const around = { department, admins: admins.ids, texted: textedCodes };
  if (!stored) return { account: null, revision: 0, admins, around };
  const { revision, ...account } = stored;
  return { account, revision, admins, around };
}

/**
 * The id of an account to be made: invites its owner by e-mail. Cognito keeps whom it could not write to, so that one whom an
 * attempt before this has left there is written to (again). Until the account is written, they can sign in and do nothing.
 * @throws Problem already_exists where there is an account with this address
 */
export async function idForNew(email: string): Promise<string> {
  const { id, isNew, mayWait } = await invite(email);
  if (!isNew && (await findStored(id)))
    throw new Problem("already_exists", "there is an account with this e-mail address already");
  if (mayWait) await inviteAgain(email);
  return id;
}
