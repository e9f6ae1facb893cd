import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { JwtExpiredError } from "aws-jwt-verify/error";
import { CognitoError } from "cognito-local/lib/errors.js";
import { checkPassword, temporaryMs } from "./cognitoPasswords.ts";
import type { Answer, Pool, User } from "./cognitoPool.ts";
import { accessSeconds, isFresh, origin } from "./cognitoTokens.ts";
import { spendCode } from "./cognitoTotp.ts";

export type Fields = Record<string, unknown>;
export type Call = (pool: Pool, request: Fields) => Promise<object>;

const sessionMs = 180_000;
/** The oldest sessions of an account give way, so that its record stays small. */
const sessionsKept = 20;

export const refuse = (why: string) => new CognitoError("NotAuthorizedException", why);
export const incorrect = () => refuse("Incorrect username or password.");

export const InitiateAuth: Call = async (pool, { AuthFlow, AuthParameters }) => {
  const parameters = fields(AuthParameters, "AuthParameters");
  if (AuthFlow === "USER_PASSWORD_AUTH") {
    return signIn(pool, name(parameters.USERNAME), text(parameters.PASSWORD, "PASSWORD"));
  }
  if (AuthFlow === "REFRESH_TOKEN_AUTH" || AuthFlow === "REFRESH_TOKEN") {
    return refresh(pool, text(parameters.REFRESH_TOKEN, "REFRESH_TOKEN"));
  }
  throw new CognitoError("InvalidParameterException", "The flow is not enabled for this client");
};

export const RespondToAuthChallenge: Call = async (pool, { ChallengeName, Session, ChallengeResponses }) => {
  const responses = fields(ChallengeResponses, "ChallengeResponses");
  const session = pool.sessions.get(text(Session, "Session"));
  const user = await pool.find(name(responses.USERNAME));
  const isTheirs = session && session.challenge === ChallengeName && session.username === user?.Username;
  if (!isTheirs || session.until < Date.now()) throw refuse("Invalid session for the user.");
  if (!user.Enabled) throw refuse("User is disabled.");

  if (ChallengeName === "NEW_PASSWORD_REQUIRED") {
    const password = responses.NEW_PASSWORD;
    checkPassword(password);
    pool.sessions.delete(String(Session));
    await pool.save({ ...user, Password: password, UserStatus: "CONFIRMED", UserLastModifiedDate: new Date() });
    return signIn(pool, user.Username, password); // may ask for the second factor
  }
  const code = text(responses.SOFTWARE_TOKEN_MFA_CODE, "SOFTWARE_TOKEN_MFA_CODE");
  pool.attempts.check(user.Username);
  await counting(pool, user, () => spendCode(pool, user, code));
  const request = { ClientId: pool.clientId, ChallengeName, Session, ChallengeResponses: responses };
  const answer = await pool.run("RespondToAuthChallenge", request);
  pool.sessions.delete(String(Session));
  return finished(pool, user, answer);
};

async function signIn(pool: Pool, username: string, password: string): Promise<object> {
  const user = await checkedPassword(pool, username, password);
  if (!user.Enabled) throw refuse("User is disabled.");
  if (user.UserStatus === "FORCE_CHANGE_PASSWORD" && Number(user.UserLastModifiedDate) + temporaryMs < Date.now()) {
    throw refuse("Temporary password has expired and must be reset by an administrator.");
  }
  const AuthParameters = { USERNAME: user.Username, PASSWORD: password };
  const request = { ClientId: pool.clientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters };
  return finished(pool, user, await pool.run("InitiateAuth", request));
}

/** cognito-local looks at the password of an invited user not at all; here everybody's is checked first. */
export async function checkedPassword(pool: Pool, username: string, password: string): Promise<User> {
  const user = await pool.find(username);
  const account = user?.Username ?? username;
  pool.attempts.check(account);
  if (user && same(user.Password, password)) return user;
  pool.attempts.fail(account);
  throw incorrect();
}

/** A wrong code counts like a wrong password, or six digits could be tried out. */
export async function counting<T>(pool: Pool, user: User, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    pool.attempts.fail(user.Username);
    throw error;
  }
}

async function refresh(pool: Pool, refreshToken: string): Promise<object> {
  const user = await pool.findByRefreshToken(refreshToken);
  if (!user) throw refuse("Invalid Refresh Token");
  if (!isFresh(refreshToken)) throw refuse("Refresh Token has expired");
  if (!user.Enabled) throw refuse("User is disabled.");
  const AuthParameters = { REFRESH_TOKEN: refreshToken };
  const request = { ClientId: pool.clientId, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters };
  return completed(await pool.run("InitiateAuth", request, { refreshToken }));
}

/** Adds what cognito-local leaves out: a session that is checked, or the refresh token kept. */
async function finished(pool: Pool, { Username }: User, answer: Answer): Promise<object> {
  if (answer.ChallengeName) return { ...answer, Session: openSession(pool, Username, answer.ChallengeName) };
  pool.attempts.clear(Username);
  const user = await pool.find(Username);
  if (!user) throw incorrect();
  const all = new Set([...user.RefreshTokens, String(answer.AuthenticationResult?.RefreshToken)]);
  await pool.save({ ...user, RefreshTokens: [...all].filter(isFresh).slice(-sessionsKept) });
  return completed(answer);
}

const completed = (answer: Answer): object => ({
  ChallengeParameters: {},
  AuthenticationResult: { ...answer.AuthenticationResult, ExpiresIn: accessSeconds, TokenType: "Bearer" },
});

function openSession({ sessions }: Pool, username: string, challenge: string): string {
  for (const [id, { until }] of sessions) if (until < Date.now()) sessions.delete(id);
  const id = randomBytes(48).toString("base64url");
  sessions.set(id, { username, challenge, until: Date.now() + sessionMs });
  return id;
}

/** The user of an access token that is genuine, not expired and not signed out: cognito-local only decodes it. */
export async function bearer(pool: Pool, accessToken: unknown): Promise<User> {
  const claims = verified(pool, text(accessToken, "AccessToken"));
  const user = await pool.find(claims.sub);
  if (!user?.Enabled) throw refuse("Access Token has been revoked");
  if (!user.RefreshTokens.some((one) => origin(one) === claims.origin_jti))
    throw refuse("Access Token has been revoked");
  return user;
}

function verified(pool: Pool, accessToken: string) {
  try {
    return pool.tokens.verify(accessToken);
  } catch (error) {
    throw refuse(error instanceof JwtExpiredError ? "Access Token has expired" : "Invalid Access Token");
  }
}

export function text(value: unknown, field: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new CognitoError("InvalidParameterException", `Missing required parameter ${field}`);
}

/** E-mail addresses are the same in capitals. */
export const name = (value: unknown): string => text(value, "USERNAME").trim().toLowerCase();

function fields(value: unknown, field: string): Fields {
  if (typeof value === "object" && value !== null) return value as Fields;
  throw new CognitoError("InvalidParameterException", `Missing required parameter ${field}`);
}

const digest = (value: string) => createHash("sha256").update(value).digest();
const same = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));
