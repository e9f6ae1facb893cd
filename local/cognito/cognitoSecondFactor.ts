import { CognitoError } from "cognito-local/lib/errors.js";
import type { Pool, User } from "./cognitoPool.ts";
import { bearer, type Call, counting, text } from "./cognitoSignIn.ts";
import { newSecret, stepOf, type WithFactor } from "./cognitoTotp.ts";

const software = "SOFTWARE_TOKEN_MFA";
const settingsField = "SoftwareTokenMfaSettings";

/**
 * The second factor as the service has it. cognito-local forgets a factor in use when another one is begun, asks for one
 * that nobody has switched on, and takes a code again and again.
 */
export const secondFactorCalls: Record<string, Call> = {
  /** The factor in use, if any, stays so until the new one has proved itself. */
  async AssociateSoftwareToken(pool, { AccessToken }) {
    const user = await bearer(pool, AccessToken);
    const SecretCode = newSecret();
    await pool.save({ ...user, SecretInWaiting: SecretCode } as WithFactor);
    return { SecretCode };
  },

  async VerifySoftwareToken(pool, { AccessToken, UserCode, FriendlyDeviceName }) {
    const user: WithFactor = await bearer(pool, AccessToken);
    const code = text(UserCode, "UserCode");
    const { SecretInWaiting: Secret, ...rest } = user;
    if (!Secret) throw new CognitoError("InvalidParameterException", "No software token is being associated.");
    pool.attempts.check(user.Username);
    const step = await counting(pool, user, async () => stepOf(Secret, code) ?? fails());
    const device = typeof FriendlyDeviceName === "string" && { FriendlyDeviceName };
    const factor = { Secret, Verified: true, ...device };
    await pool.save({ ...rest, SoftwareTokenMfaConfiguration: factor, LastStep: step } as WithFactor);
    return { Status: "SUCCESS" };
  },

  async SetUserMFAPreference(pool, request) {
    const user = await bearer(pool, request.AccessToken);
    return prefer(pool, user, request[settingsField]);
  },
};

/** Switches the second factor on or off; on only where one is verified. */
export async function prefer(pool: Pool, user: User, settings: unknown): Promise<object> {
  const { Enabled = false, PreferredMfa = false } = (settings ?? {}) as { Enabled?: boolean; PreferredMfa?: boolean };
  if (Enabled && !user.SoftwareTokenMfaConfiguration?.Verified) {
    throw new CognitoError("InvalidParameterException", "User has not verified software token mfa");
  }
  const { PreferredMfaSetting: _, ...rest } = user as User & { PreferredMfaSetting?: string };
  const preferred = Enabled && PreferredMfa && { PreferredMfaSetting: software };
  await pool.save({ ...rest, UserMFASettingList: Enabled ? [software] : [], ...preferred } as User);
  return {};
}

function fails(): never {
  throw new CognitoError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
}
