import { codeAt } from "../../local/cognito/cognitoTotp.ts";
import { type Session, signIn } from "../../local/session.ts";
import { until } from "../../local/until.ts";

type Sent = { to: string[]; subject: string; text: string };
type NewAccount = Parameters<Session["client"]["createUser"]>[0]["body"];

let count = 0;
/** An address that nobody has had before. */
export const newAddress = (): string => `new.${process.pid}.${++count}@example.com`;

/** Makes an account; a user in finance unless told. */
export async function invite(by: Session, wanted: Partial<NewAccount> = {}) {
  const usual = { email: newAddress(), name: "Nina Newman", role: "user", department: "finance" } as const;
  return (await by.client.createUser({ body: { ...usual, ...wanted } })).body;
}

/** What was sent to an address, newest first. */
export async function mailsTo(url: string, email: string): Promise<Sent[]> {
  const { sent } = (await (await fetch(new URL("/outbox.json", url))).json()) as { sent: Sent[] };
  return sent.filter(({ to }) => to.includes(email));
}

/** The temporary password in the invitation, as the person reads it. */
export async function temporaryPassword(url: string, email: string): Promise<string> {
  const [mail] = await until(
    () => mailsTo(url, email),
    (mails) => mails.length > 0,
    `an invitation of ${email}`,
  );
  const found = /temporary password (\S+) within/.exec(mail?.text ?? "")?.[1];
  if (!found) throw new Error(`there is no password in: ${mail?.text}`);
  return found;
}

type Auth = { endpoint: string; clientId: string };

/** Calls the user pool as the web client does. */
export async function cognito(url: string, call: string, body: object): Promise<Record<string, unknown>> {
  const { auth } = (await (await fetch(new URL("/config.json", url))).json()) as { auth: Auth };
  return callPool(auth, call, body);
}

export async function callPool(auth: Auth, call: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(auth.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${call}`,
    },
    body: JSON.stringify({ ClientId: auth.clientId, ...body }),
  });
  return (await response.json()) as Record<string, unknown>;
}

export const ownPassword = "My-Own-Passw0rd!";

/** Signs in with the password of the invitation and sets one of their own. */
export async function firstSignIn(url: string, email: string): Promise<Session> {
  const PASSWORD = await temporaryPassword(url, email);
  const asked = await cognito(url, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD },
  });
  await cognito(url, "RespondToAuthChallenge", {
    ChallengeName: asked.ChallengeName,
    Session: asked.Session,
    ChallengeResponses: { USERNAME: email, NEW_PASSWORD: ownPassword },
  });
  return signIn(url, email, ownPassword);
}

type Ask = (call: string, body: object) => Promise<Record<string, unknown>>;

/** Has somebody set up a second factor, as the web client does. */
export async function setUpSecondFactor(ask: Ask, USERNAME: string, PASSWORD = ownPassword): Promise<void> {
  const AuthParameters = { USERNAME, PASSWORD };
  const { AuthenticationResult } = await ask("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
  const { AccessToken } = AuthenticationResult as { AccessToken: string };
  const secret = String((await ask("AssociateSoftwareToken", { AccessToken })).SecretCode);
  const UserCode = codeAt(secret, Math.floor(Date.now() / 30_000));
  await ask("VerifySoftwareToken", { AccessToken, UserCode });
  await ask("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
}

/** Somebody new who has signed in, and their account. */
export async function newcomer(url: string, by: Session, wanted: Partial<NewAccount> = {}) {
  const account = await invite(by, wanted);
  return { account, session: await firstSignIn(url, account.email) };
}
