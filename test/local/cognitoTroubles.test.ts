import { rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { codeAt } from "../../local/cognito/cognitoTotp.ts";
import { isFinal, SignInRefused, type Trouble, troubleOf } from "../../web/session/refusal.ts";
import { ClientId, newPoolDir, openUserPool, UserPoolId } from "./userPool.ts";

const Username = "ana@example.com";
const Password = "Demo-Passw0rd!";
const wrong = "Wrong-Passw0rd!";

let dataDir: string;
let desk: Awaited<ReturnType<typeof openUserPool>>;
let codes: string[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  dataDir = newPoolDir();
  codes = [];
  desk = await openUserPool(dataDir, ({ code }) => codes.push(code));
});
afterEach(async () => {
  vi.useRealTimers();
  await desk.close();
  rmSync(dataDir, { recursive: true });
});

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** A call as the browser makes it, and as the web client reads the answer. */
async function call(operation: string, body: object): Promise<{ [field: string]: string } & Tokens> {
  const headers = {
    "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    ...(operation.startsWith("Admin") && { authorization: "AWS4-HMAC-SHA256 x" }),
  };
  const request = { ClientId, UserPoolId, Username, ...body };
  const response = await fetch(desk.endpoint, { method: "POST", headers, body: JSON.stringify(request) });
  const answer = (await response.json()) as { [field: string]: string } & Tokens;
  if (!response.ok) throw new SignInRefused(String(answer.__type), String(answer.message));
  return answer;
}
type Tokens = { AuthenticationResult: { AccessToken: string; RefreshToken: string } };

const signIn = (PASSWORD: string) =>
  call("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: Username, PASSWORD } });
const respond = (ChallengeName: string, Session: string, answers: object) =>
  call("RespondToAuthChallenge", {
    ChallengeName,
    Session,
    ChallengeResponses: { USERNAME: Username, ...answers },
  });
const member = async () => {
  await call("AdminCreateUser", { MessageAction: "SUPPRESS" });
  await call("AdminSetUserPassword", { Password, Permanent: true });
};
const troubleWith = (attempt: Promise<unknown>): Promise<Trouble | "none"> =>
  attempt.then(
    () => "none",
    (error) => troubleOf(error),
  );

test("the client understands what the pool says of a password", async () => {
  await member();
  expect(await troubleWith(signIn(wrong))).toBe("wrongPassword");
  await call("AdminDisableUser", {});
  expect(await troubleWith(signIn(Password))).toBe("disabled");
  await call("AdminEnableUser", {});
  for (let attempt = 0; attempt < 5; attempt++) await troubleWith(signIn(wrong));
  expect(await troubleWith(signIn(Password))).toBe("tooMany");
});

test("the client understands what the pool says of an invitation", async () => {
  await call("AdminCreateUser", {});
  const [temporary = ""] = codes;
  const { Session = "" } = await signIn(temporary);
  const weak = respond("NEW_PASSWORD_REQUIRED", Session, { NEW_PASSWORD: "weak" });
  expect(await troubleWith(weak)).toBe("weakPassword");
  later(180_001);
  const late = respond("NEW_PASSWORD_REQUIRED", Session, { NEW_PASSWORD: Password });
  expect(await troubleWith(late)).toBe("tooLate");
  later(7 * 86_400_000);
  expect(await troubleWith(signIn(temporary))).toBe("temporaryExpired");
});

test("the client understands what the pool says of the code from an e-mail", async () => {
  await member();
  await call("AdminResetUserPassword", {});
  expect(await troubleWith(signIn(Password))).toBe("resetRequired");
  const confirm = (ConfirmationCode: string) =>
    troubleWith(call("ConfirmForgotPassword", { ConfirmationCode, Password: "An0ther-Passw0rd!" }));
  expect(await confirm("nonsense")).toBe("wrongCode");
  later(3_601_000);
  expect(await confirm(String(codes[0]))).toBe("expiredCode");
});

test("the client understands what the pool says of the code from an app", async () => {
  await member();
  const { AccessToken } = (await signIn(Password)).AuthenticationResult;
  const { SecretCode = "" } = await call("AssociateSoftwareToken", { AccessToken });
  const code = (ahead: number) => codeAt(SecretCode, Math.floor(Date.now() / 30_000) + ahead);
  expect(await troubleWith(call("VerifySoftwareToken", { AccessToken, UserCode: code(9) }))).toBe("wrongCode");
  await call("VerifySoftwareToken", { AccessToken, UserCode: code(0) });
  await call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
  const { Session = "" } = await signIn(Password);
  const answer = (SOFTWARE_TOKEN_MFA_CODE: string) =>
    troubleWith(respond("SOFTWARE_TOKEN_MFA", Session, { SOFTWARE_TOKEN_MFA_CODE }));
  expect(await answer(code(0))).toBe("usedCode");
  expect(await answer(code(9))).toBe("wrongCode");
});

test("the client understands what the pool says of a change of the password", async () => {
  await member();
  const { AccessToken } = (await signIn(Password)).AuthenticationResult;
  const change = (PreviousPassword: string, ProposedPassword = "An0ther-Passw0rd!") =>
    troubleWith(call("ChangePassword", { AccessToken, PreviousPassword, ProposedPassword }));
  expect(await change(wrong)).toBe("wrongPassword");
  expect(await change(Password, "weak")).toBe("weakPassword");
  for (let attempt = 0; attempt < 4; attempt++) await change(wrong);
  expect(await change(Password)).toBe("tooMany");
  await call("AdminUserGlobalSignOut", {});
  expect(await change(Password)).toBe("signedOut");
  later(901_000);
  expect(await change(Password)).toBe("signedOut");
});

test("a session ends where the pool refuses to renew it, not where the pool or the network has a problem", async () => {
  await member();
  const { RefreshToken } = (await signIn(Password)).AuthenticationResult;
  const renew = () =>
    call("InitiateAuth", { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: RefreshToken } });
  await call("RevokeToken", { Token: RefreshToken });
  expect(isFinal(await renew().catch((error: unknown) => error))).toBe(true);
  const passing = [
    new SignInRefused("TooManyRequestsException", "Rate exceeded"),
    new SignInRefused("InternalErrorException", "Something went wrong"),
    new TypeError("fetch failed"),
  ];
  expect(passing.map(isFinal)).toEqual([false, false, false]);
});
