import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { resourcesOf, synthesize } from "./synthesized.ts";

const { notifications } = synthesize({ mailFrom: "desk@example.org", mailReplyTo: "help@example.org" });
const subscriptions = resourcesOf(notifications, "AWS::SNS::Subscription").map(([, { Properties }]) => Properties);

describe("e-mail", () => {
  test("comes from an address that is confirmed, asked for at deployment unless set", () => {
    const asked = synthesize().notifications;
    asked.hasResourceProperties("AWS::SES::EmailIdentity", { EmailIdentity: { Ref: "MailFrom" } });
    expect(asked.toJSON().Parameters.MailFrom).not.toHaveProperty("Default");
    notifications.hasResourceProperties("AWS::SES::EmailIdentity", { EmailIdentity: "desk@example.org" });
  });

  test("comes from another address as soon as another one is set: no parameter keeps the value of before", () => {
    expect(notifications.toJSON().Parameters).not.toHaveProperty("MailFrom");
    notifications.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { MAIL_FROM: "desk@example.org" } },
    });
  });

  test("that bounces or is complained about is told to the configured address, and not repeated", () => {
    const [outcomes] = resourcesOf(notifications, "AWS::SES::ConfigurationSet")[0]!;
    notifications.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { MAIL_OUTCOMES: { Ref: outcomes } } },
    });
    notifications.hasResourceProperties("AWS::SES::ConfigurationSet", {
      SuppressionOptions: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    const [undelivered] = resourcesOf(notifications, "AWS::SNS::Topic").find(([id]) => id.includes("Undelivered"))!;
    notifications.hasResourceProperties("AWS::SES::ConfigurationSetEventDestination", {
      ConfigurationSetName: { Ref: outcomes },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ["bounce", "complaint", "reject"],
        SnsDestination: { TopicARN: { Ref: undelivered } },
      },
    });
    notifications.hasResourceProperties("AWS::SNS::TopicPolicy", {
      Topics: [{ Ref: undelivered }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: "Allow", Action: "sns:Publish", Principal: { Service: "ses.amazonaws.com" } }),
        ]),
      },
    });
    expect(subscriptions.filter(({ Protocol }) => Protocol === "email")).toMatchObject([
      { Endpoint: "help@example.org", TopicArn: { Ref: undelivered } },
    ]);
  });

  test("comes from an identity that SES knows already, where one is named: none is made, and the user pool sends by it too", () => {
    const { data, notifications: known } = synthesize({ mailFrom: "desk@example.org", mailIdentity: "example.org" });
    known.resourceCountIs("AWS::SES::EmailIdentity", 0);
    data.hasResourceProperties("AWS::Cognito::UserPool", {
      EmailConfiguration: {
        EmailSendingAccount: "DEVELOPER",
        From: "desk@example.org",
        SourceArn: { "Fn::Join": ["", Match.arrayWith([":identity/example.org"])] },
      },
    });
    expect(() => synthesize({ mailIdentity: "example.org" })).toThrow(/mailFrom/);
  });

  test("is answered to the sender where no other address is set", () => {
    synthesize().notifications.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { MAIL_FROM: { Ref: "MailFrom" }, MAIL_REPLY_TO: { Ref: "MailFrom" } } },
    });
  });

  test("links to the client's address", () => {
    const at = synthesize({ appUrl: "https://desk.example.org/" }).notifications;
    at.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { APP_URL: "https://desk.example.org" } },
    });
  });
});

test("SMS go to all countries unless told, and whoever enters a number is told the same as who sends to it", () => {
  const toldIn = (context: object) => {
    const { notifications, api } = synthesize({ ...context });
    const told = [...resourcesOf(notifications, "AWS::Lambda::Function"), ...resourcesOf(api, "AWS::Lambda::Function")]
      .map(
        ([, { Properties }]) => Properties as { Handler: string; Environment?: { Variables: { SMS_CODES?: string } } },
      )
      .map(({ Handler, Environment }) => [Handler.replace(".handler", ""), Environment?.Variables.SMS_CODES])
      .filter(([, codes]) => codes !== undefined);
    return Object.fromEntries(told) as Record<string, string>;
  };
  const concerned = ["api/changeMe", "api/changeUser", "api/createUser", "events/digest", "events/notifySms"];
  const each = (codes: string) => Object.fromEntries(concerned.map((name) => [name, codes]));
  expect(toldIn({})).toEqual(each(""));
  expect(toldIn({ smsCodes: "+49,+1212" })).toEqual(each("+49,+1212"));
});

test("SMS are capped for each person and for all, as chosen at deployment", () => {
  const capOf = (context: object) =>
    resourcesOf(synthesize({ ...context }).notifications, "AWS::Lambda::Function")
      .filter(([, { Properties }]) => Properties.Handler === "events/notifySms.handler")
      .map(([, { Properties }]) => (Properties.Environment as { Variables: unknown }).Variables)[0];
  expect(capOf({})).toMatchObject({ SMS_PER_PERSON_A_DAY: "10", SMS_A_DAY: "200" });
  expect(capOf({ smsPerPersonADay: 1, smsADay: 5 })).toMatchObject({ SMS_PER_PERSON_A_DAY: "1", SMS_A_DAY: "5" });
});
