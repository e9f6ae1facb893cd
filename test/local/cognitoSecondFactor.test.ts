import { rmSync } from "node:fs";
import {
  AdminCreateUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { codeAt, stepOf } from "../../local/cognito/cognitoTotp.ts";
import { ClientId, newPoolDir, openUserPool, UserPoolId } from "./userPool.ts";

const Username = "ana@example.com";
const Password = "Demo-Passw0rd!";
const other = "An0ther-Passw0rd!";
const stepMs = 30_000;
const on = { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
const off = { SoftwareTokenMfaSettings: { Enabled: false } };

let dataDir: string;
let desk: Awaited<ReturnType<typeof openUserPool>>;
let token: string | undefined;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-01-02T10:00:05Z") });
  dataDir = newPoolDir();
  desk = await openUserPool(dataDir, () => {});
  await desk.client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
  await setPassword(Password, true);
  token = (await signIn()).AuthenticationResult?.AccessToken;
});
afterEach(async () => {
  vi.useRealTimers();
  await desk.close();
  rmSync(dataDir, { recursive: true });
});

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
const setPassword = (given: string, Permanent: boolean) =>
  desk.client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: given, Permanent }));
const signIn = (password = Password) =>
  desk.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: Username, PASSWORD: password },
    }),
  );
const respond = (ChallengeName: "NEW_PASSWORD_REQUIRED" | "SOFTWARE_TOKEN_MFA", Session?: string, answers = {}) =>
  desk.client.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: Username, ...answers },
    }),
  );
const associate = async () =>
  (await desk.client.send(new AssociateSoftwareTokenCommand({ AccessToken: token }))).SecretCode ?? "";
const verify = (UserCode: string) =>
  desk.client.send(new VerifySoftwareTokenCommand({ AccessToken: token, UserCode, FriendlyDeviceName: "phone" }));
const prefer = (settings: object) =>
  desk.client.send(new SetUserMFAPreferenceCommand({ AccessToken: token, ...settings }));
/** The code of an authenticator app whose clock is this many steps ahead. */
const codeOf = (secret: string, ahead = 0) => codeAt(secret, Math.floor(Date.now() / stepMs) + ahead);
/** Signs in with the password, then with this code. */
async function signInWith(code: string) {
  const { Session } = await signIn();
  return respond("SOFTWARE_TOKEN_MFA", Session, { SOFTWARE_TOKEN_MFA_CODE: code });
}

/** Sets a second factor up and lets its first code grow old. */
async function withFactor(): Promise<string> {
  const secret = await associate();
  await verify(codeOf(secret));
  await prefer(on);
  later(2 * stepMs);
  return secret;
}

test("the codes are those of RFC 6238", () => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const table = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
  };
  for (const [seconds, code] of Object.entries(table)) {
    expect(stepOf(secret, code, Number(seconds) * 1000), seconds).toBe(Math.floor(Number(seconds) / 30));
  }
  expect(stepOf(secret, "28708é", 59_000)).toBeNull();
});

test("the session that asks for a code sets no password", async () => {
  await withFactor();
  const { Session } = await signIn();
  const attempt = respond("NEW_PASSWORD_REQUIRED", Session, { NEW_PASSWORD: "Another-Passw0rd!" });
  await expect(attempt).rejects.toMatchObject({ message: "Invalid session for the user." });
});

test("a second factor is asked for once it is switched on, and not by its first code alone", async () => {
  const secret = await associate();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  await expect(prefer(on)).rejects.toMatchObject({ name: "InvalidParameterException" });
  expect((await verify(codeOf(secret))).Status).toBe("SUCCESS");
  expect((await signIn()).AuthenticationResult).toBeDefined();
  await prefer(on);
  const got = await desk.client.send(new GetUserCommand({ AccessToken: token }));
  expect(got).toMatchObject({
    UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
  });
  expect(await signIn()).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA", Session: expect.any(String) });
});

test("a wrong first code sets nothing up", async () => {
  const secret = await associate();
  await expect(verify(codeOf(secret, 5))).rejects.toMatchObject({ name: "EnableSoftwareTokenMFAException" });
  await expect(prefer(on)).rejects.toMatchObject({ name: "InvalidParameterException" });
  expect((await verify(codeOf(secret))).Status).toBe("SUCCESS");
});

test("with a second factor no password alone signs in, a new one included", async () => {
  const secret = await withFactor();
  await expect(signInWith(codeOf(secret, 9))).rejects.toMatchObject({ name: "CodeMismatchException" });
  expect((await signInWith(codeOf(secret))).AuthenticationResult?.RefreshToken).toBeDefined();
  await setPassword(other, false);
  const { Session } = await signIn(other);
  const next = await respond("NEW_PASSWORD_REQUIRED", Session, { NEW_PASSWORD: Password });
  expect(next.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
});

test("the clock of a phone may be one step off, not two", async () => {
  const secret = await withFactor();
  expect((await signInWith(codeOf(secret, -1))).AuthenticationResult).toBeDefined();
  expect((await signInWith(codeOf(secret, 1))).AuthenticationResult).toBeDefined();
  later(10 * stepMs);
  for (const ahead of [-2, 2]) {
    await expect(signInWith(codeOf(secret, ahead))).rejects.toMatchObject({ name: "CodeMismatchException" });
  }
});

test("a code signs in once, and no older one after it; the first code of the set-up is used up too", async () => {
  const secret = await associate();
  await verify(codeOf(secret));
  await prefer(on);
  const used = { name: "ExpiredCodeException" };
  await expect(signInWith(codeOf(secret))).rejects.toMatchObject(used);
  later(stepMs);
  await signInWith(codeOf(secret));
  await expect(signInWith(codeOf(secret))).rejects.toMatchObject(used);
  await expect(signInWith(codeOf(secret, -1))).rejects.toMatchObject(used);
  later(stepMs);
  expect((await signInWith(codeOf(secret))).AuthenticationResult).toBeDefined();
});

test("a code can't be guessed: the fifth wrong one locks", async () => {
  const secret = await withFactor();
  for (let attempt = 0; attempt < 5; attempt++) await signInWith(codeOf(secret, 9)).catch(() => {});
  await expect(signIn()).rejects.toMatchObject({ message: "Password attempts exceeded" });
});

test("the factor in use stays until another one has proved itself", async () => {
  const old = await withFactor();
  const next = await associate();
  expect((await signInWith(codeOf(old))).AuthenticationResult).toBeDefined();
  await verify(codeOf(next));
  later(2 * stepMs);
  await expect(signInWith(codeOf(old))).rejects.toMatchObject({ name: "CodeMismatchException" });
  expect((await signInWith(codeOf(next))).AuthenticationResult).toBeDefined();
});

test("who has it, or an admin for who lost the phone, switches the second factor off", async () => {
  await withFactor();
  await prefer(off);
  expect((await signIn()).AuthenticationResult).toBeDefined();
  await prefer(on);
  await desk.client.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username, ...off }));
  expect((await signIn()).AuthenticationResult).toBeDefined();
});

test("nobody sets up a factor without a token of their own", async () => {
  token = "eyJhbGciOiJub25lIn0.e30.";
  await expect(associate()).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await expect(verify("000000")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await expect(prefer(off)).rejects.toMatchObject({ name: "NotAuthorizedException" });
});
