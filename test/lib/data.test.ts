import { Match } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { rowFields, table } from "../../functions/store/table.ts";
import { resourcesOf, synthesize } from "./synthesized.ts";

const production = synthesize({ stage: "production" });
const dev = synthesize({ maxReadUnits: 500, maxWriteUnits: "200" });

test("the table survives the deletion of the stack in production, and only there", () => {
  const [kept] = resourcesOf(production.data, "AWS::DynamoDB::Table").map(([, resource]) => resource);
  expect(kept).toMatchObject({ DeletionPolicy: "Retain", Properties: { DeletionProtectionEnabled: true } });
  const [gone] = resourcesOf(dev.data, "AWS::DynamoDB::Table").map(([, resource]) => resource);
  expect(gone).toMatchObject({ DeletionPolicy: "Delete", Properties: { DeletionProtectionEnabled: false } });
});

test("the people survive the deletion of the stack in production", () => {
  production.data.hasResource("AWS::Cognito::UserPool", {
    DeletionPolicy: "Retain",
    Properties: { DeletionProtection: "ACTIVE" },
  });
});

test("an invitation says where to sign in, as soon as that is known", () => {
  const bodyOf = (stacks: typeof dev) =>
    resourcesOf(stacks.data, "AWS::Cognito::UserPool").map(([, { Properties }]) => Properties.AdminCreateUserConfig);
  const invitation = (EmailMessage: string) => [{ InviteMessageTemplate: { EmailMessage } }];
  const rest =
    "with this e-mail address and the temporary password {####} within seven days. " +
    "The desk knows you as {username}; you need not remember that.";
  expect(bodyOf(dev)).toMatchObject(invitation(`You can sign in ${rest}`));
  const placed = synthesize({ appUrl: "https://desk.example.com" });
  expect(bodyOf(placed)).toMatchObject(invitation(`You can sign in at https://desk.example.com ${rest}`));
});

test("a code is sent as what it is for: to set a new password, and not as that of a new account", () => {
  dev.data.hasResourceProperties("AWS::Cognito::UserPool", {
    EmailVerificationSubject: "Your code for the ticket desk",
    VerificationMessageTemplate: {
      EmailSubject: "Your code for the ticket desk",
      EmailMessage: "You can set a new password with the code {####} within an hour.",
    },
  });
});

test.each([
  ["production", production],
  ["dev", dev],
])("the table of %s can be restored to any second and is paid by use", (_, { data }) => {
  data.hasResourceProperties("AWS::DynamoDB::Table", {
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    BillingMode: "PAY_PER_REQUEST",
  });
});

test("the table is laid out as functions/store/table.ts says", () => {
  const keySchema = ({ partition, sort }: { partition: string; sort: string }) => [
    { AttributeName: partition, KeyType: "HASH" },
    { AttributeName: sort, KeyType: "RANGE" },
  ];
  const projections = {
    row: { ProjectionType: "INCLUDE", NonKeyAttributes: [...rowFields] },
    all: { ProjectionType: "ALL" },
  };
  production.data.hasResourceProperties("AWS::DynamoDB::Table", {
    KeySchema: keySchema(table.key),
    TimeToLiveSpecification: { AttributeName: table.ttl, Enabled: true },
    StreamSpecification: { StreamViewType: "NEW_IMAGE" },
    GlobalSecondaryIndexes: Object.entries(table.indexes).map(([IndexName, index]) => ({
      IndexName,
      KeySchema: keySchema(index),
      Projection: projections[index.projects],
    })),
  });
});

test("a ceiling on throughput holds for the table and for each index", () => {
  const ceiling = { OnDemandThroughput: { MaxReadRequestUnits: 500, MaxWriteRequestUnits: 200 } };
  dev.data.hasResourceProperties("AWS::DynamoDB::Table", {
    ...ceiling,
    GlobalSecondaryIndexes: Object.keys(table.indexes).map(() => Match.objectLike(ceiling)),
  });
});

test("nobody signs up by themselves, and a password has 12 characters of all kinds", () => {
  production.data.hasResourceProperties("AWS::Cognito::UserPool", {
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        RequireLowercase: true,
        RequireUppercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
      },
    },
    MfaConfiguration: "OPTIONAL",
    EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
  });
});

test("people sign in by their address, however they write it, with a password; one that is forgotten is set anew by e-mail", () => {
  production.data.hasResourceProperties("AWS::Cognito::UserPool", {
    UsernameAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: ["email"],
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
  });
  production.data.hasResourceProperties("AWS::Cognito::UserPoolClient", {
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    AllowedOAuthFlowsUserPoolClient: false,
  });
});

test("user existence errors are hidden", () => {
  production.data.hasResourceProperties("AWS::Cognito::UserPoolClient", { PreventUserExistenceErrors: "ENABLED" });
});

test("tokens last 15 minutes and can be revoked", () => {
  production.data.hasResourceProperties("AWS::Cognito::UserPoolClient", {
    AccessTokenValidity: 15,
    IdTokenValidity: 15,
    RefreshTokenValidity: 12 * 60,
    TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "minutes" },
    EnableTokenRevocation: true,
    GenerateSecret: false,
  });
});

test("nobody can change the address that they sign in with, or vouch for it", () => {
  const [client] = resourcesOf(production.data, "AWS::Cognito::UserPoolClient").map(([, resource]) => resource);
  expect(client?.Properties.WriteAttributes).toEqual(["locale"]);
});
