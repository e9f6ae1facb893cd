import { CognitoError } from "cognito-local/lib/errors.js";
import { checkPassword, exceeded } from "./cognitoPasswords.ts";
import type { Pool, User } from "./cognitoPool.ts";
import { secondFactorCalls } from "./cognitoSecondFactor.ts";
import {
  bearer,
  type Call,
  checkedPassword,
  InitiateAuth,
  incorrect,
  name,
  RespondToAuthChallenge,
  refuse,
  text,
} from "./cognitoSignIn.ts";

const codeMs = 3_600_000;
const mismatch = () =>
  new CognitoError("CodeMismatchException", "Invalid verification code provided, please try again.");

/** cognito-local's own record, and when the code in it was sent. */
type WithCode = User & { CodeSentAt?: number };

/** Runs a call of cognito-local for the owner of the access token. */
const asOwner =
  (target: string): Call =>
  async (pool, request) => {
    await bearer(pool, request.AccessToken);
    return pool.run(target, request);
  };

/** The calls that anybody may make: they carry a password, a code or a token of their own. */
export const userCalls: Record<string, Call> = {
  InitiateAuth,
  RespondToAuthChallenge,
  GetUser: asOwner("GetUser"),
  ...secondFactorCalls,

  async ChangePassword(pool, { AccessToken, PreviousPassword, ProposedPassword }) {
    const { Username } = await bearer(pool, AccessToken);
    const user = await checkedPassword(pool, Username, text(PreviousPassword, "PreviousPassword")).catch(asLimit);
    checkPassword(ProposedPassword);
    await pool.save({ ...user, Password: ProposedPassword, UserLastModifiedDate: new Date() });
    return {};
  },

  async ForgotPassword(pool, { Username }) {
    const asked = name(Username);
    const user = await pool.find(asked);
    if (user?.Enabled && user.UserStatus !== "FORCE_CHANGE_PASSWORD") await sendResetCode(pool, user);
    // The same answer for everybody, or accounts could be found out.
    return { CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: masked(asked) } };
  },

  async ConfirmForgotPassword(pool, { Username, ConfirmationCode, Password }) {
    const code = text(ConfirmationCode, "ConfirmationCode");
    checkPassword(Password);
    const user = (await pool.find(name(Username))) as WithCode | null;
    if (!user) throw mismatch();
    pool.attempts.check(user.Username);
    // cognito-local takes a missing code for the right one where none was sent.
    if (!user.Enabled || user.ConfirmationCode !== code) {
      pool.attempts.fail(user.Username);
      throw mismatch();
    }
    if (Date.now() > Number(user.CodeSentAt) + codeMs) {
      throw new CognitoError("ExpiredCodeException", "Invalid code provided, please request a code again.");
    }
    pool.attempts.clear(user.Username);
    const request = { ClientId: pool.clientId, Username: user.Username, ConfirmationCode: code, Password };
    return pool.run("ConfirmForgotPassword", request);
  },

  async GlobalSignOut(pool, { AccessToken }) {
    await signOut(pool, await bearer(pool, AccessToken));
    return {};
  },

  async RevokeToken(pool, { Token }) {
    const token = text(Token, "Token");
    const user = await pool.findByRefreshToken(token);
    if (user) await pool.save({ ...user, RefreshTokens: user.RefreshTokens.filter((one) => one !== token) });
    return {};
  },

  async SignUp() {
    throw refuse("SignUp is not permitted for this user pool");
  },
};

/** Of a change of the password the service says by another name that it was tried too often. */
function asLimit(error: unknown): never {
  if (!(error instanceof CognitoError && error.message === exceeded)) throw error;
  throw new CognitoError("LimitExceededException", "Attempt limit exceeded, please try after some time.");
}

/** Ends all sessions of an account: refresh tokens at once, access tokens for the pool's own calls. */
export const signOut = (pool: Pool, user: User): Promise<void> => pool.save({ ...user, RefreshTokens: [] });

export async function sendResetCode(pool: Pool, { Username }: User): Promise<void> {
  await pool.run("ForgotPassword", { ClientId: pool.clientId, Username });
  const user = await pool.find(Username);
  if (!user) throw incorrect();
  await pool.save({ ...user, CodeSentAt: Date.now() } as WithCode);
}

const masked = (address: string) => address.replace(/^(.)[^@]*@(.).*$/, "$1***@$2***");
