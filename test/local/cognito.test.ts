import { type ChildProcess, spawn } from "node:child_process";
import { sign } from "node:crypto";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CognitoMessage } from "../../local/cognito/cognito.ts";
import { ClientId, newPoolDir, openUserPool, UserPoolId } from "./userPool.ts";

const Username = "ana@example.com";
const Password = "Demo-Passw0rd!";
const other = "An0ther-Passw0rd!";

let dataDir: string;
let messages: CognitoMessage[];
let desk: Awaited<ReturnType<typeof open>>;

const open = () => openUserPool(dataDir, (message) => messages.push(message));

beforeEach(async () => {
  dataDir = newPoolDir();
  messages = [];
  desk = await open();
});
afterEach(async () => {
  vi.useRealTimers();
  await desk.close();
  rmSync(dataDir, { recursive: true });
});

const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
const signIn = (password = Password, username = Username) =>
  desk.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  );
const refresh = (token?: string) =>
  desk.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: String(token) },
    }),
  );
const respond = (ChallengeName: "NEW_PASSWORD_REQUIRED", Session?: string, answers = {}) =>
  desk.client.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: Username, ...answers },
    }),
  );
const invite = (more: object = {}) => desk.client.send(new AdminCreateUserCommand({ UserPoolId, Username, ...more }));
const setPassword = (password = Password, username = Username) =>
  desk.client.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: username, Password: password, Permanent: true }),
  );
const whoAmI = (AccessToken?: string) => desk.client.send(new GetUserCommand({ AccessToken }));
const confirm = (code: string, password = other, username = Username) =>
  desk.client.send(
    new ConfirmForgotPasswordCommand({ ClientId, Username: username, ConfirmationCode: code, Password: password }),
  );

async function member() {
  const { User } = await invite({ MessageAction: "SUPPRESS" });
  await setPassword();
  return User;
}
async function session() {
  await member();
  return (await signIn()).AuthenticationResult ?? {};
}
const refusal = (message: string) => ({ name: "NotAuthorizedException", message });
const incorrect = refusal("Incorrect username or password.");

test("a token passes the verifier of the product unchanged, for 900 seconds, its sub that of the account", async () => {
  const user = await member();
  const { AuthenticationResult: result } = await signIn();
  expect(result).toMatchObject({ ExpiresIn: 900, TokenType: "Bearer" });
  const verifier = CognitoJwtVerifier.create({ userPoolId: UserPoolId, tokenUse: "access", clientId: ClientId });
  verifier.cacheJwks(desk.pool.jwks());
  const claims = await verifier.verify(String(result?.AccessToken));
  const sub = user?.Attributes?.find(({ Name }) => Name === "sub")?.Value;
  expect(claims).toMatchObject({ sub, iss: `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}` });
  expect(claims.exp - claims.iat).toBe(900);
  expect((await whoAmI(result?.AccessToken)).Username).toBe(sub);
});

test("a wrong password and an unknown user get the same answer", async () => {
  await member();
  await expect(signIn("Wrong-Passw0rd!")).rejects.toMatchObject(incorrect);
  await expect(signIn(Password, "nobody@example.com")).rejects.toMatchObject(incorrect);
});

test("an e-mail address in capitals is the same account", async () => {
  await member();
  expect((await signIn(Password, "Ana@Example.com")).AuthenticationResult).toBeDefined();
  await expect(invite({ Username: "ANA@example.com" })).rejects.toMatchObject({ name: "UsernameExistsException" });
});

test("five wrong passwords lock the account for a second, right password or not, then for longer", async () => {
  await member();
  later(0);
  for (let attempt = 0; attempt < 5; attempt++)
    await expect(signIn("Wrong-Passw0rd!")).rejects.toMatchObject(incorrect);
  await expect(signIn()).rejects.toMatchObject(refusal("Password attempts exceeded"));
  later(1001);
  await expect(signIn("Wrong-Passw0rd!")).rejects.toMatchObject(incorrect);
  later(1500);
  await expect(signIn()).rejects.toMatchObject(refusal("Password attempts exceeded"));
  later(600);
  expect((await signIn()).AuthenticationResult).toBeDefined();
});

test("an invited user gets a temporary password by message and has to choose one that the policy allows", async () => {
  await invite();
  const [message] = messages;
  expect(message).toMatchObject({ to: Username, kind: "invitation", code: expect.stringMatching(/^.{16}$/) });
  await expect(signIn("Wrong-Passw0rd!")).rejects.toMatchObject(incorrect);
  const { ChallengeName, Session } = await signIn(message?.code);
  expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  await expect(respond("NEW_PASSWORD_REQUIRED", Session, { NEW_PASSWORD: "short" })).rejects.toMatchObject({
    name: "InvalidPasswordException",
  });
  const { AuthenticationResult } = await respond("NEW_PASSWORD_REQUIRED", Session, { NEW_PASSWORD: Password });
  expect((await refresh(AuthenticationResult?.RefreshToken)).AuthenticationResult?.ExpiresIn).toBe(900);
  expect((await signIn()).AuthenticationResult).toBeDefined();
});

test("nobody sets a password by an invented, used or late session, or by somebody else's", async () => {
  await invite();
  const invalid = refusal("Invalid session for the user.");
  const attempt = (id?: string) => respond("NEW_PASSWORD_REQUIRED", id, { NEW_PASSWORD: other });
  await expect(attempt("invented")).rejects.toMatchObject(invalid);
  await invite({ Username: "bo@example.com" });
  const theirs = await signIn(messages[1]?.code, "bo@example.com");
  await expect(attempt(theirs.Session)).rejects.toMatchObject(invalid);
  const late = await signIn(messages[0]?.code);
  later(180_001);
  await expect(attempt(late.Session)).rejects.toMatchObject(invalid);
  const { Session } = await signIn(messages[0]?.code);
  await attempt(Session);
  await expect(attempt(Session)).rejects.toMatchObject(invalid);
});

test("a temporary password ends after seven days, and says so", async () => {
  await invite();
  later(7 * 86_400_000 + 1000);
  await expect(signIn("Wrong-Passw0rd!")).rejects.toMatchObject(incorrect);
  await expect(signIn(messages[0]?.code)).rejects.toMatchObject(
    refusal("Temporary password has expired and must be reset by an administrator."),
  );
  await invite({ MessageAction: "RESEND" });
  expect((await signIn(messages[1]?.code)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
});

test("an invitation can be sent again, with a new password", async () => {
  await invite();
  await invite({ MessageAction: "RESEND" });
  expect(messages[1]?.code).not.toBe(messages[0]?.code);
  await expect(signIn(messages[0]?.code)).rejects.toMatchObject(incorrect);
  expect((await signIn(messages[1]?.code)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
});

test.each(["Short-1a", "no-capitals-1a", "NO-SMALL-ONES-1", "No-Digits-Here", "NoSymbols1234"])(
  "the policy refuses the password %s wherever one is set",
  async (weak) => {
    const { AccessToken } = await session();
    const change = { AccessToken, PreviousPassword: Password, ProposedPassword: weak };
    const invalid = { name: "InvalidPasswordException" };
    await expect(setPassword(weak)).rejects.toMatchObject(invalid);
    await expect(desk.client.send(new ChangePasswordCommand(change))).rejects.toMatchObject(invalid);
    await expect(confirm("123456", weak)).rejects.toMatchObject(invalid);
  },
);

test("a disabled user can neither sign in nor refresh, and can again once enabled", async () => {
  const { RefreshToken, AccessToken } = await session();
  await desk.client.send(new AdminDisableUserCommand({ UserPoolId, Username }));
  await expect(signIn()).rejects.toMatchObject(refusal("User is disabled."));
  await expect(signIn("Wrong-Passw0rd!")).rejects.toMatchObject(incorrect);
  await expect(refresh(RefreshToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await expect(whoAmI(AccessToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await desk.client.send(new AdminEnableUserCommand({ UserPoolId, Username }));
  expect((await signIn()).AuthenticationResult).toBeDefined();
});

test.each([
  ["GlobalSignOut", (AccessToken?: string) => desk.client.send(new GlobalSignOutCommand({ AccessToken }))],
  ["AdminUserGlobalSignOut", () => desk.client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }))],
])("%s ends every session of the account", async (_, signOut: (token?: string) => Promise<unknown>) => {
  const first = await session();
  const second = (await signIn()).AuthenticationResult;
  await signOut(first.AccessToken);
  for (const one of [first, second]) {
    await expect(refresh(one?.RefreshToken)).rejects.toMatchObject(refusal("Invalid Refresh Token"));
    await expect(whoAmI(one?.AccessToken)).rejects.toMatchObject(refusal("Access Token has been revoked"));
  }
});

test("a revoked refresh token ends its own session and no other", async () => {
  const first = await session();
  const second = (await signIn()).AuthenticationResult;
  await desk.client.send(new RevokeTokenCommand({ ClientId, Token: first.RefreshToken }));
  await expect(refresh(first.RefreshToken)).rejects.toMatchObject(refusal("Invalid Refresh Token"));
  await expect(whoAmI(first.AccessToken)).rejects.toMatchObject(refusal("Access Token has been revoked"));
  const renewed = (await refresh(second?.RefreshToken)).AuthenticationResult;
  expect((await whoAmI(renewed?.AccessToken)).UserAttributes).toBeDefined();
});

test("a refresh token ends after 30 days, an access token after its 900 seconds", async () => {
  const { RefreshToken, AccessToken } = await session();
  later(901_000);
  await expect(whoAmI(AccessToken)).rejects.toMatchObject(refusal("Access Token has expired"));
  expect((await refresh(RefreshToken)).AuthenticationResult?.AccessToken).toBeDefined();
  later(30 * 86_400_000);
  await expect(refresh(RefreshToken)).rejects.toMatchObject(refusal("Refresh Token has expired"));
});

test("a token that cognito-local's published key signed is refused", async () => {
  const { AccessToken = "" } = await session();
  const { pem } = createRequire(import.meta.url)("cognito-local/lib/keys/cognitoLocal.private.json") as { pem: string };
  const content = AccessToken.split(".").slice(0, 2).join(".");
  const forged = `${content}.${sign("sha256", Buffer.from(content), pem).toString("base64url")}`;
  await expect(whoAmI(forged)).rejects.toMatchObject(refusal("Invalid Access Token"));
});

test("a forgotten password is set by the code that was sent, once, within an hour", async () => {
  await member();
  const forget = (name = Username) => desk.client.send(new ForgotPasswordCommand({ ClientId, Username: name }));
  const mismatch = { name: "CodeMismatchException" };
  await expect(confirm("000000")).rejects.toMatchObject(mismatch);
  const known = await forget();
  const unknown = await forget("aoe@example.com");
  expect(unknown.CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
  await expect(confirm("000000", other, "aoe@example.com")).rejects.toMatchObject(mismatch);
  expect(messages).toEqual([
    { to: Username, username: expect.any(String), kind: "passwordReset", code: expect.stringMatching(/^\d{6}$/) },
  ]);
  const code = String(messages[0]?.code);
  later(3_601_000);
  await expect(confirm(code)).rejects.toMatchObject({ name: "ExpiredCodeException" });
  await forget();
  await confirm(String(messages[1]?.code));
  await expect(confirm(String(messages[1]?.code))).rejects.toMatchObject(mismatch);
  await expect(signIn()).rejects.toMatchObject(incorrect);
  expect((await signIn(other)).AuthenticationResult).toBeDefined();
});

test("a code can't be guessed: the fifth wrong one locks", async () => {
  await member();
  await desk.client.send(new ForgotPasswordCommand({ ClientId, Username }));
  const wrong = messages[0]?.code === "000000" ? "000001" : "000000";
  for (let attempt = 0; attempt < 5; attempt++) await confirm(wrong).catch(() => {});
  await expect(confirm(wrong)).rejects.toMatchObject(refusal("Password attempts exceeded"));
});

test("an admin's reset sends a code and closes the old password", async () => {
  await member();
  await desk.client.send(new AdminResetUserPasswordCommand({ UserPoolId, Username }));
  await expect(signIn()).rejects.toMatchObject({ name: "PasswordResetRequiredException" });
  await confirm(String(messages[0]?.code));
  expect((await signIn(other)).AuthenticationResult).toBeDefined();
});

test("a password is changed by who knows the old one", async () => {
  const { AccessToken } = await session();
  const change = (PreviousPassword: string) =>
    desk.client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword: other }));
  await expect(change("Wrong-Passw0rd!")).rejects.toMatchObject(incorrect);
  await change(Password);
  expect((await signIn(other)).AuthenticationResult).toBeDefined();
  await expect(signIn()).rejects.toMatchObject(incorrect);
});

test("a change of the password ends no session by itself", async () => {
  const { AccessToken, RefreshToken } = await session();
  const change = { AccessToken, PreviousPassword: Password, ProposedPassword: other };
  await desk.client.send(new ChangePasswordCommand(change));
  expect((await refresh(RefreshToken)).AuthenticationResult?.AccessToken).toBeDefined();
  expect((await whoAmI(AccessToken)).UserAttributes).toBeDefined();
});

test("who holds somebody's session cannot try out passwords: the fifth wrong one is the last for now", async () => {
  const { AccessToken } = await session();
  const change = (PreviousPassword: string) =>
    desk.client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword: other }));
  later(0);
  for (let attempt = 0; attempt < 5; attempt++) {
    await expect(change("Wrong-Passw0rd!")).rejects.toMatchObject(incorrect);
  }
  const limit = { name: "LimitExceededException", message: "Attempt limit exceeded, please try after some time." };
  await expect(change(Password)).rejects.toMatchObject(limit);
});

test("admin calls without an AWS signature, self sign-up and unknown calls are refused", async () => {
  const call = async (target: string, body: object = { UserPoolId, Username, ClientId, Password }) => {
    const headers = { "x-amz-target": `AWSCognitoIdentityProviderService.${target}` };
    const response = await fetch(desk.endpoint, { method: "POST", headers, body: JSON.stringify(body) });
    return [response.status, ((await response.json()) as { __type: string }).__type];
  };
  for (const target of ["AdminCreateUser", "AdminSetUserPassword", "AdminGetUser", "ListUsers", "AdminDeleteUser"]) {
    expect(await call(target)).toEqual([400, "MissingAuthenticationTokenException"]);
  }
  await expect(desk.client.send(new SignUpCommand({ ClientId, Username, Password }))).rejects.toMatchObject({
    name: "NotAuthorizedException",
  });
  expect(await call("CreateUserPool")).toEqual([400, "UnknownOperationException"]);
  expect(await call("constructor")).toEqual([400, "UnknownOperationException"]);
  expect(await call("InitiateAuth", { ClientId: "other" })).toEqual([400, "ResourceNotFoundException"]);
  expect(await call("InitiateAuth", { ClientId, AuthFlow: "USER_PASSWORD_AUTH" })).toEqual([
    400,
    "InvalidParameterException",
  ]);
  expect(await call("InitiateAuth", [])).toEqual([400, "SerializationException"]);
});

test("a browser of another origin may sign in, but not send a signature", async () => {
  const preflight = await fetch(desk.endpoint, { method: "OPTIONS" });
  expect(preflight.status).toBe(204);
  const allowed = String(preflight.headers.get("access-control-allow-headers"));
  expect(allowed).toContain("x-amz-target");
  expect(allowed).not.toContain("authorization");
});

test("attributes change, accounts are found, listed in pages of 60 at most, and deleted", async () => {
  await member();
  const UserAttributes = [{ Name: "name", Value: "Ana" }];
  await desk.client.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
  const got = await desk.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
  expect(got).toMatchObject({ UserStatus: "CONFIRMED", Enabled: true, UserCreateDate: expect.any(Date) });
  expect(got.UserAttributes).toContainEqual({ Name: "name", Value: "Ana" });

  const list = (input: object) => desk.client.send(new ListUsersCommand({ UserPoolId, ...input }));
  expect((await list({ Filter: `email = "${Username}"` })).Users).toHaveLength(1);
  await Promise.all(Array.from({ length: 64 }, (_, n) => invite({ Username: `u${n}@example.com` })));
  const { Users, PaginationToken } = await list({});
  expect([Users?.length, (await list({ PaginationToken })).Users?.length]).toEqual([60, 5]);

  await desk.client.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
  const gone = desk.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
  await expect(gone).rejects.toMatchObject({ name: "UserNotFoundException" });
});

test("twenty sign-ins of one account at the same moment all leave a session that can be refreshed", async () => {
  await member();
  const results = await Promise.all(Array.from({ length: 20 }, () => signIn()));
  const renewed = await Promise.all(
    results.map(({ AuthenticationResult }) => refresh(AuthenticationResult?.RefreshToken)),
  );
  expect(renewed.filter(({ AuthenticationResult }) => AuthenticationResult?.AccessToken)).toHaveLength(20);
});

/** Creates accounts in a process of its own without end, telling of each that was acknowledged. */
async function elsewhere(): Promise<ChildProcess> {
  const program = `const { startCognito } = await import("${new URL("../../local/cognito/cognito.ts", import.meta.url).href}");
    const { createServer } = await import("node:http");
    const pool = await startCognito({ dataDir: process.argv[1], userPoolId: "${UserPoolId}", clientId: "${ClientId}" });
    createServer(pool.handle).listen(0, "127.0.0.1", async function () {
      const headers = { "x-amz-target": "AWSCognitoIdentityProviderService.AdminCreateUser", authorization: "AWS4-HMAC-SHA256 x" };
      for (let n = 0; ; n++) {
        const body = JSON.stringify({ UserPoolId: "${UserPoolId}", Username: "k" + n + "@example.com" });
        await (await fetch("http://127.0.0.1:" + this.address().port, { method: "POST", headers, body })).text();
        console.log(n);
      }
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, dataDir], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return child;
}

test("after a kill -9 in the middle of writing, every account that was acknowledged is there with its sub", async () => {
  const user = await member();
  await desk.close();
  const child = await elsewhere();
  let told = "";
  for await (const chunk of child.stdout as NodeJS.ReadableStream) {
    told += chunk;
    if (told.split("\n").length > 100) break;
  }
  child.kill("SIGKILL");
  const last = Number(told.trimEnd().split("\n").at(-2));
  desk = await open();
  for (const n of [0, last]) {
    const found = await desk.client.send(new AdminGetUserCommand({ UserPoolId, Username: `k${n}@example.com` }));
    expect(found.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
  }
  expect((await desk.client.send(new AdminGetUserCommand({ UserPoolId, Username }))).Username).toBe(user?.Username);
});
