import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  CodeDeliveryFailureException,
  InvalidParameterException,
  LimitExceededException,
  TooManyRequestsException,
  UnsupportedUserStateException,
  UsernameExistsException,
  type UserStatusType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Account } from "../domain/account.ts";
import { invalid, Problem } from "../domain/problem.ts";
import { pool, UserPoolId } from "./identity.ts";
import { temporaryPassword } from "./temporaryPassword.ts";

/* The e-mails that the user pool sends: invitations, and codes with which a password is set anew. */

/** What the user pool knows of who is invited: the subject of their tokens, which is their account's id. */
type Invited = {
  id: string;
  isNew: boolean;
  /** They are there, but have never signed in, and whoever made them may have failed before they were written to. */
  mayWait: boolean;
};

/** The addresses that this Lambda has written to: an attempt that lost a race comes to one once more. */
const invited = new Set<string>();

/** Makes sure that somebody with this address can sign in, and invites them by e-mail where nobody was there. Safe to repeat. */
export async function invite(email: string): Promise<Invited> {
  const UserAttributes = [
    { Name: "email", Value: email },
    { Name: "email_verified", Value: "true" },
  ];
  try {
    const { User } = await mailing(pool.send(new AdminCreateUserCommand({ ...mailTo(email), UserAttributes })));
    invited.add(email);
    return { id: subjectOf(User?.Attributes), isNew: true, mayWait: false };
  } catch (error) {
    // It has its own idea of an address, which is written down nowhere: the contract's may let one more through.
    if (error instanceof InvalidParameterException) throw invalid("/email", "is not an e-mail address");
    if (!(error instanceof UsernameExistsException)) throw error;
    const { UserAttributes: found, UserStatus } = await pool.send(
      new AdminGetUserCommand({ UserPoolId, Username: email }),
    );
    const mayWait = UserStatus === "FORCE_CHANGE_PASSWORD" && !invited.has(email);
    return { id: subjectOf(found), isNew: false, mayWait };
  }
}

/**
 * Sends an invitation once more. It goes by the address, which Cognito wants to see here, and nothing else. False where they have
 * signed in for the first time meanwhile, and nobody is invited any more.
 */
export async function inviteAgain(email: string): Promise<boolean> {
  try {
    await mailing(pool.send(new AdminCreateUserCommand({ ...mailTo(email), MessageAction: "RESEND" })));
  } catch (error) {
    if (error instanceof UnsupportedUserStateException) return false;
    throw error;
  }
  invited.add(email);
  return true;
}

const mailTo = (Username: string) => ({
  UserPoolId,
  Username,
  TemporaryPassword: temporaryPassword(),
  DesiredDeliveryMediums: ["EMAIL" as const],
});

/**
 * Sends somebody an e-mail with which they can set a password: a code, or the invitation again where they have never
 * signed in. The old password works no longer, and their sessions end.
 */
export async function sendNewPassword(
  { id, email }: Pick<Account, "id" | "email">,
  status: UserStatusType | null,
): Promise<"invitation" | "code"> {
  if (status === "FORCE_CHANGE_PASSWORD" && (await inviteAgain(email))) return "invitation";
  const user = { UserPoolId, Username: id };
  await mailing(pool.send(new AdminResetUserPasswordCommand(user)));
  await pool.send(new AdminUserGlobalSignOutCommand(user));
  return "code";
}

/** Cognito sends only so many e-mails a day, and none that SES refuses; it says so. An hour later they may go out. */
async function mailing<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    if (!isUnsent(error)) throw error;
    throw new Problem("unavailable", "invitations and codes cannot be sent at the moment: try again later", [], 3600);
  }
}

const isUnsent = (error: unknown): boolean =>
  error instanceof LimitExceededException ||
  error instanceof TooManyRequestsException ||
  error instanceof CodeDeliveryFailureException;

function subjectOf(attributes: AttributeType[] = []): string {
  const subject = attributes.find(({ Name }) => Name === "sub")?.Value;
  if (!subject) throw new Error("Cognito answered without a subject");
  return subject;
}
