import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
  type UserStatusType,
} from "@aws-sdk/client-cognito-identity-provider";

/** The one connection to the user pool. */
export const pool = new CognitoIdentityProviderClient({});
const UserPoolId = process.env.USER_POOL_ID ?? "";

/**
 * Makes sure that somebody with this address can sign in, and invites them by e-mail where they could not yet.
 * Safe to repeat. Gives the subject of their tokens, which is their account's id, and whether it is a new one.
 */
export async function invite(email: string): Promise<{ id: string; isNew: boolean }> {
  try {
    const { User } = await pool.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
        DesiredDeliveryMediums: ["EMAIL"],
      }),
    );
    return { id: subjectOf(User?.Attributes), isNew: true };
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    const { UserAttributes } = await pool.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
    return { id: subjectOf(UserAttributes), isNew: false };
  }
}

/** Nobody signs in with this address any more, and its sessions end. Safe to repeat. */
export async function lockOut(email: string): Promise<void> {
  const user = { UserPoolId, Username: email };
  await ifThere(pool.send(new AdminDisableUserCommand(user)));
  await ifThere(pool.send(new AdminUserGlobalSignOutCommand(user)));
}

/** Sign-in with this address works again. Safe to repeat. */
export const letIn = (email: string): Promise<void> =>
  ifThere(pool.send(new AdminEnableUserCommand({ UserPoolId, Username: email })));

/** How far somebody is with signing in, by Cognito's word. */
export async function findUserStatus(email: string): Promise<UserStatusType | undefined> {
  return (await pool.send(new AdminGetUserCommand({ UserPoolId, Username: email }))).UserStatus;
}

/**
 * Sends somebody an e-mail with which they can set a password: a code, or the invitation again where they have never
 * signed in. The old password works no longer, and their sessions end.
 */
export async function sendNewPassword(
  email: string,
  status: UserStatusType | undefined,
): Promise<"invitation" | "code"> {
  const user = { UserPoolId, Username: email };
  if (status === "FORCE_CHANGE_PASSWORD") {
    await pool.send(
      new AdminCreateUserCommand({ ...user, MessageAction: "RESEND", DesiredDeliveryMediums: ["EMAIL"] }),
    );
    return "invitation";
  }
  await pool.send(new AdminResetUserPasswordCommand(user));
  await pool.send(new AdminUserGlobalSignOutCommand(user));
  return "code";
}

/** Somebody removed the user from the pool by hand: they sign in no more, which is all that could be asked for. */
async function ifThere(sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
}

function subjectOf(attributes: AttributeType[] = []): string {
  const subject = attributes.find(({ Name }) => Name === "sub")?.Value;
  if (!subject) throw new Error("Cognito answered without a subject");
  return subject;
}
