import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  AdminSetUserMFAPreferenceCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  NotAuthorizedException,
  UserNotFoundException,
  type UserStatusType,
} from "@aws-sdk/client-cognito-identity-provider";
import { slow } from "./timeouts.ts";

/** The one connection to the user pool. */
export const pool = new CognitoIdentityProviderClient(slow);
export const UserPoolId = process.env.USER_POOL_ID ?? "";

/**
 * Somebody signs in no more, and their sessions end. Safe to repeat. People are named by the subject of their tokens: an address
 * may have come to somebody else.
 */
export async function disableSignIn(id: string): Promise<void> {
  const user = { UserPoolId, Username: id };
  await ifThere(pool.send(new AdminDisableUserCommand(user)));
  try {
    await ifThere(pool.send(new AdminUserGlobalSignOutCommand(user)));
  } catch (error) {
    // So Cognito answers calls about somebody who is disabled, whose tokens are worth nothing then. What follows must not wait for it.
    if (!(error instanceof NotAuthorizedException)) throw error;
  }
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
