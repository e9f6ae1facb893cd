import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  AdminResetUserPasswordCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  LimitExceededException,
  TooManyRequestsException,
  UserNotFoundException,
  UsernameExistsException,
  type UserStatusType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Account } from "../domain/account.ts";
import { Problem } from "../domain/problem.ts";
import { slow } from "./timeouts.ts";

/** The one connection to the user pool. */
export const pool = new CognitoIdentityProviderClient(slow);
const UserPoolId = process.env.USER_POOL_ID ?? "";

/**
 * Makes sure that somebody with this address can sign in, and invites them by e-mail where they could not yet.
 * Safe to repeat. Gives the subject of their tokens, which is their account's id, and whether it is a new one.
 */
export async function invite(email: string): Promise<{ id: string; isNew: boolean }> {
  try {
    const { User } = await mailing(
      pool.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          UserAttributes: [
            { Name: "email", Value: email },
            { Name: "email_verified", Value: "true" },
          ],
          DesiredDeliveryMediums: ["EMAIL"],
        }),
      ),
    );
    return { id: subjectOf(User?.Attributes), isNew: true };
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    const { UserAttributes } = await pool.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
    return { id: subjectOf(UserAttributes), isNew: false };
  }
}

/**
 * Somebody signs in no more, and their sessions end. Safe to repeat. People are named by the subject of their tokens: an address
 * may have come to somebody else.
 */
export async function disableSignIn(id: string): Promise<void> {
  const user = { UserPoolId, Username: id };
  await ifThere(pool.send(new AdminDisableUserCommand(user)));
  await ifThere(pool.send(new AdminUserGlobalSignOutCommand(user)));
}

/** Somebody can sign in again. Safe to repeat. */
export const enableSignIn = (id: string): Promise<boolean> =>
  ifThere(pool.send(new AdminEnableUserCommand({ UserPoolId, Username: id })));

/** The user pool knows nobody of this id any more, nor their address. Safe to repeat. */
export const deleteUser = (id: string): Promise<boolean> =>
  ifThere(pool.send(new AdminDeleteUserCommand({ UserPoolId, Username: id })));

/** How far somebody is with signing in, by Cognito's word; null where it does not know them. */
export async function findUserStatus(id: string): Promise<UserStatusType | null> {
  return (await findUser(id))?.UserStatus ?? null;
}

/**
 * Sends somebody an e-mail with which they can set a password: a code, or the invitation again where they have never
 * signed in. The old password works no longer, and their sessions end.
 */
export async function sendNewPassword(
  { id, email }: Pick<Account, "id" | "email">,
  status: UserStatusType | null,
): Promise<"invitation" | "code"> {
  if (status === "FORCE_CHANGE_PASSWORD") {
    // An invitation goes by the address, which Cognito wants to see here, and nothing else.
    const again = { UserPoolId, Username: email, MessageAction: "RESEND" } as const;
    await mailing(pool.send(new AdminCreateUserCommand({ ...again, DesiredDeliveryMediums: ["EMAIL"] })));
    return "invitation";
  }
  const user = { UserPoolId, Username: id };
  await mailing(pool.send(new AdminResetUserPasswordCommand(user)));
  await pool.send(new AdminUserGlobalSignOutCommand(user));
  return "code";
}

/** Whether somebody's sign-in asks for a second factor. */
export async function hasSecondFactor(id: string): Promise<boolean> {
  const user = await findUser(id);
  return (user?.UserMFASettingList ?? []).length > 0;
}

/** Somebody's sign-in asks for the password alone from now on. Safe to repeat. False where Cognito does not know them. */
export const dropSecondFactor = (id: string): Promise<boolean> =>
  ifThere(
    pool.send(
      new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: id, SoftwareTokenMfaSettings: { Enabled: false } }),
    ),
  );

/** Cognito sends only so many e-mails a day, and says so: an hour later there may be room. */
async function mailing<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    if (!(error instanceof LimitExceededException) && !(error instanceof TooManyRequestsException)) throw error;
    throw new Problem(
      "unavailable",
      "no more invitations and codes can be sent at the moment: try again later",
      [],
      3600,
    );
  }
}

async function findUser(id: string): Promise<AdminGetUserCommandOutput | null> {
  try {
    return await pool.send(new AdminGetUserCommand({ UserPoolId, Username: id }));
  } catch (error) {
    if (error instanceof UserNotFoundException) return null;
    throw error;
  }
}

/** False where somebody removed the user from the pool by hand: they sign in no more, which is all that could be asked for. */
async function ifThere(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if (error instanceof UserNotFoundException) return false;
    throw error;
  }
}

function subjectOf(attributes: AttributeType[] = []): string {
  const subject = attributes.find(({ Name }) => Name === "sub")?.Value;
  if (!subject) throw new Error("Cognito answered without a subject");
  return subject;
}
