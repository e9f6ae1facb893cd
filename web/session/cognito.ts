import { loadConfig } from "./config.ts";
import { givenUp } from "./patience.ts";
import { SignInRefused } from "./refusal.ts";

export type Tokens = { accessToken: string; refreshToken: string | null; expiresAt: number };
export type Challenge = { name: "NEW_PASSWORD_REQUIRED" | "SOFTWARE_TOKEN_MFA"; session: string; username: string };
/** Signed in, or one more thing to answer. */
export type Step = { tokens: Tokens } | { challenge: Challenge };

type Answer = {
  AuthenticationResult?: { AccessToken: string; RefreshToken?: string; ExpiresIn?: number };
  ChallengeName?: Challenge["name"];
  Session?: string;
  ChallengeParameters?: { USER_ID_FOR_SRP?: string };
};

const known: ReadonlySet<string> = new Set<Challenge["name"]>(["NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA"]);

/** Calls the user pool; the same for the hosted one and the local one. */
export async function callPool<T>(operation: string, body: object): Promise<T> {
  const { auth } = await loadConfig();
  const response = await fetch(auth.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
    signal: givenUp(),
  });
  const answer = (await response.json().catch(() => ({}))) as { __type?: string; message?: string };
  if (!response.ok) throw new SignInRefused(answer.__type?.split("#").at(-1) ?? "Unknown", answer.message ?? "");
  return answer as T;
}

export const signInWithPassword = (email: string, password: string): Promise<Step> =>
  authenticate("USER_PASSWORD_AUTH", { USERNAME: email, PASSWORD: password }, email);

export async function refreshTokens(refreshToken: string): Promise<Tokens> {
  const step = await authenticate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: refreshToken }, "");
  if (!("tokens" in step)) throw new SignInRefused("NotAuthorizedException", "sign in again");
  return { ...step.tokens, refreshToken: step.tokens.refreshToken ?? refreshToken };
}

/** Answers a challenge with a new password, or with the code of an authenticator app. */
export async function answerChallenge({ name, session, username }: Challenge, given: string): Promise<Step> {
  const { auth } = await loadConfig();
  const field = name === "NEW_PASSWORD_REQUIRED" ? "NEW_PASSWORD" : "SOFTWARE_TOKEN_MFA_CODE";
  const answer = await callPool<Answer>("RespondToAuthChallenge", {
    ClientId: auth.clientId,
    ChallengeName: name,
    Session: session,
    ChallengeResponses: { USERNAME: username, [field]: given },
  });
  return stepFrom(answer, username);
}

export async function sendResetCode(email: string): Promise<void> {
  const { auth } = await loadConfig();
  await callPool("ForgotPassword", { ClientId: auth.clientId, Username: email });
}

export async function resetPassword(email: string, code: string, password: string): Promise<void> {
  const { auth } = await loadConfig();
  await callPool("ConfirmForgotPassword", {
    ClientId: auth.clientId,
    Username: email,
    ConfirmationCode: code,
    Password: password,
  });
}

/** Ends the session at the user pool, so that its refresh token is worth nothing any more. */
export async function revoke(refreshToken: string): Promise<void> {
  const { auth } = await loadConfig();
  await callPool("RevokeToken", { ClientId: auth.clientId, Token: refreshToken });
}

async function authenticate(AuthFlow: string, AuthParameters: object, email: string): Promise<Step> {
  const { auth } = await loadConfig();
  return stepFrom(await callPool<Answer>("InitiateAuth", { AuthFlow, ClientId: auth.clientId, AuthParameters }), email);
}

function stepFrom({ AuthenticationResult, ChallengeName, Session, ChallengeParameters }: Answer, given: string): Step {
  if (!AuthenticationResult) {
    if (!ChallengeName || !known.has(ChallengeName) || !Session) {
      throw new SignInRefused("Unknown", "the sign-in service asked for something unknown");
    }
    // The pool knows people by a name of its own, and wants to hear that one back.
    const username = ChallengeParameters?.USER_ID_FOR_SRP ?? given;
    return { challenge: { name: ChallengeName, session: Session, username } };
  }
  const { AccessToken, RefreshToken, ExpiresIn = 3600 } = AuthenticationResult;
  const expiresAt = Date.now() + ExpiresIn * 1000;
  return { tokens: { accessToken: AccessToken, refreshToken: RefreshToken ?? null, expiresAt } };
}
