import { expect, test } from "vitest";
import { temporaryPassword } from "../../local/cognito/cognitoPasswords.ts";
import { keepsAll, minutesUntilSignedOut, rules, shortest } from "../../web/session/passwordRules.ts";
import { resourcesOf, synthesize } from "./synthesized.ts";

test("the rules that people see while they choose a password are those of the user pool", () => {
  const [policies] = resourcesOf(synthesize({}).data, "AWS::Cognito::UserPool").map(
    ([, { Properties }]) => Properties.Policies as { PasswordPolicy: Record<string, unknown> },
  );
  const PasswordPolicy = policies?.PasswordPolicy ?? {};
  const { MinimumLength, TemporaryPasswordValidityDays, ...required } = PasswordPolicy;
  expect([MinimumLength, TemporaryPasswordValidityDays]).toEqual([shortest, 7]);
  const named: Record<string, (typeof rules)[number]> = {
    RequireUppercase: "capital",
    RequireLowercase: "small",
    RequireNumbers: "digit",
    RequireSymbols: "symbol",
  };
  const wanted = Object.keys(required).filter((name) => required[name]);
  expect(wanted.map((name) => named[name]).sort()).toEqual(rules.filter((rule) => rule !== "length").sort());
  expect(keepsAll(temporaryPassword())).toBe(true);
  expect(keepsAll("twelve small")).toBe(false);
});

test("how long other devices go on after a change of the password is as long as an access token is good", () => {
  const [client] = resourcesOf(synthesize({}).data, "AWS::Cognito::UserPoolClient").map(
    ([, { Properties }]) => Properties,
  );
  const { AccessTokenValidity, TokenValidityUnits } = client as Record<string, unknown>;
  expect(TokenValidityUnits).toMatchObject({ AccessToken: "minutes" });
  expect(AccessTokenValidity).toBe(minutesUntilSignedOut);
});
