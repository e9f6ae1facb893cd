import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  AccountRecovery,
  type CfnUserPool,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  UserPool,
} from "aws-cdk-lib/aws-cognito";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { acknowledge } from "../nag.ts";
import { mailIdentityArn } from "../notifications/mail.ts";
import { inProduction, type Settings } from "../settings.ts";

/** Who can sign in. Accounts are made by people who may; role and department stand in the table, never in a token. */
export function makeUserPool(scope: Construct, id: string, settings: Settings): UserPool {
  const pool = new UserPool(scope, id, {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    keepOriginal: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(7),
    },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    featurePlan: FeaturePlan.ESSENTIALS,
    userInvitation: {
      emailSubject: "Your account at the ticket desk",
      // Cognito insists on the user's name, which in a pool of addresses is one that it has made up itself.
      emailBody:
        `You can sign in${placeOf(settings)} with this e-mail address and the temporary password {####} within seven days. ` +
        "The desk knows you as {username}; you need not remember that.",
    },
    // Nobody changes an address, so that this goes out for one thing only: a password that is to be set anew.
    userVerification: {
      emailSubject: "Your code for the ticket desk",
      emailBody: `You can set a new password${placeOf(settings)} with the code {####} within an hour.`,
    },
    deletionProtection: inProduction(settings),
    removalPolicy: inProduction(settings) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const { mailIdentity, mailFrom } = settings;
  if (mailIdentity && mailFrom) {
    (pool.node.defaultChild as CfnUserPool).emailConfiguration = {
      emailSendingAccount: "DEVELOPER",
      from: mailFrom,
      sourceArn: mailIdentityArn(pool, mailIdentity),
    };
  }
  acknowledge(pool, {
    "AwsSolutions-COG2":
      "A second factor (TOTP) is each person's choice: not everybody in the organisation has a phone for it.",
    "AwsSolutions-COG8":
      "Threat protection needs the Plus plan, charged per user. Password attempts are limited by Cognito itself on every plan.",
  });
  return pool;
}

/** Whoever is invited has never been there. A first deployment without a domain of its own cannot know where that is. */
const placeOf = ({ appUrl }: Settings): string => (appUrl ? ` at ${appUrl}` : "");

/** The browser's and the mobile app's way in: they can keep no secret. */
export const addClient = (pool: UserPool, { sessionHours }: Settings) =>
  pool.addClient("Client", {
    generateSecret: false,
    authFlows: { userPassword: true, userSrp: true },
    disableOAuth: true,
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.minutes(15),
    idTokenValidity: Duration.minutes(15),
    refreshTokenValidity: Duration.hours(sessionHours),
    readAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true }),
    // An empty list would mean "all": this one attribute, which nothing reads, is what people may change about their own
    // sign-in. Above all not the address, which says who they are.
    writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
  });

/** Permission to do this with the sign-in of people in the one pool. */
export const manages = (pool: UserPool, ...actions: string[]): PolicyStatement =>
  new PolicyStatement({
    actions: actions.map((action) => `cognito-idp:Admin${action}`),
    resources: [pool.userPoolArn],
  });
