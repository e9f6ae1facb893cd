import { randomUUID } from "node:crypto";
import { InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, expect, test } from "vitest";
import { openOutbox } from "../../local/mail/outbox.ts";
import { keepsAll } from "../../web/session/passwordRules.ts";
import { password } from "../cloud/desk.ts";
import { startStill } from "./engines.ts";

const engines = await startStill();
afterAll(() => engines.stop());
const { peopleOf } = await import("../../functions/store/accounts.ts");
const { pool } = await import("../../functions/store/identity.ts");
const { invite, inviteAgain, sendNewPassword } = await import("../../functions/store/signInMail.ts");
const { temporaryPassword } = await import("../../functions/store/temporaryPassword.ts");

test("an invitation, and one sent again, brings a password that an e-mail of HTML shows as it is, made here and not by Cognito", async () => {
  const email = `${randomUUID()}@example.com`;
  const { id } = await invite(email);
  await inviteAgain(email);
  const mails = openOutbox(engines.dataDir)
    .list()
    .filter(({ to }) => to.includes(email));
  expect(mails).toHaveLength(2);
  for (const { text } of mails) {
    const [, password = ""] = /temporary password (\S+) within/.exec(text) ?? [];
    expect(password).toMatch(/^\w{4}(_\w{4}){3}$/);
    expect(text).toContain(`with this e-mail address and the temporary password ${password} `);
    expect(text).toContain(id); // what Cognito puts for {username}, in a pool of addresses
  }
});

test("an address that the user pool does not take is a fault of who sent it, and not of the desk", async () => {
  await expect(invite(`${"a".repeat(117)}@example.com`)).rejects.toMatchObject({
    code: "invalid",
    faults: [{ pointer: "/email", detail: "is not an e-mail address" }],
  });
});

test("a temporary password keeps all rules of the user pool, whatever chance gives", () => {
  for (let nth = 0; nth < 2000; nth++) expect(keepsAll(temporaryPassword())).toBe(true);
});

test("whoever signs in for the first time while their password is reset gets a code, since nobody can invite them any more", async () => {
  const [member] = await peopleOf("technician");
  if (!member) throw new Error("there is no technician");
  expect(await sendNewPassword(member, "FORCE_CHANGE_PASSWORD")).toBe("code");
});

test("whose password is reset is signed out wherever they are signed in", async () => {
  const [, member = expect.fail()] = await peopleOf("technician");
  const asked = { ClientId: engines.clientId } as const;
  const AuthParameters = { USERNAME: member.email, PASSWORD: password };
  const { AuthenticationResult } = await pool.send(
    new InitiateAuthCommand({ ...asked, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }),
  );
  const REFRESH_TOKEN = AuthenticationResult?.RefreshToken ?? "";
  const goOn = () =>
    pool.send(new InitiateAuthCommand({ ...asked, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN } }));
  await goOn();
  expect(await sendNewPassword(member, "CONFIRMED")).toBe("code");
  await expect(goOn()).rejects.toMatchObject({ name: "NotAuthorizedException" });
});
