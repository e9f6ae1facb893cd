import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { askedAddress } from "../askedAddress.ts";
import type { Right } from "../grants.ts";
import type { Settings } from "../settings.ts";

/** The address that e-mail comes from. Its owner confirms it once; who bounces or complains is not written to again. */
export class Mail extends Construct {
  readonly environment: Record<string, string>;
  readonly may: Right;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const from = senderOf(Stack.of(this), settings);
    const replyTo = settings.mailReplyTo ?? from;
    const outcomes = this.tell(replyTo);
    this.environment = {
      MAIL_FROM: from,
      MAIL_REPLY_TO: replyTo,
      MAIL_OUTCOMES: outcomes.configurationSetName,
      APP_URL: settings.appUrl?.replace(/\/+$/, "") ?? "",
    };
    if (!settings.mailIdentity) {
      const feedbackForwarding = false; // the configuration set tells already
      new EmailIdentity(this, "From", { identity: Identity.email(from), feedbackForwarding });
    }
    this.may = this.maySend(from, outcomes);
  }

  /**
   * From the one address, by whatever SES knows it. In its sandbox SES also asks for leave to use the identity of whoever is
   * written to.
   */
  private maySend(from: string, outcomes: ConfigurationSet): Right {
    const finding = "arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*";
    return {
      statement: new PolicyStatement({
        actions: ["ses:SendEmail"],
        resources: [mailIdentityArn(this, "*"), this.arnOf(outcomes)],
        conditions: { StringEquals: { "ses:FromAddress": from } },
      }),
      acknowledged: {
        [`AwsSolutions-IAM5[Resource::${finding}]`]: "The condition on the sender's address is what limits it.",
      },
    };
  }

  /** What becomes of the mail that does not arrive: somebody is told, by e-mail. */
  private tell(address: string): ConfigurationSet {
    const outcomes = new ConfigurationSet(this, "Outcomes", {
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const undelivered = new Topic(this, "Undelivered", { enforceSSL: true });
    undelivered.addSubscription(new EmailSubscription(address));
    outcomes.addEventDestination("ToTopic", {
      destination: EventDestination.snsTopic(undelivered),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    return outcomes;
  }

  private arnOf({ configurationSetName }: ConfigurationSet): string {
    return Stack.of(this).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: configurationSetName,
    });
  }
}

export const mailIdentityArn = (scope: Construct, resourceName: string): string =>
  Stack.of(scope).formatArn({ service: "ses", resource: "identity", resourceName });

const senderOf = (stack: Stack, { mailFrom, local }: Settings): string =>
  mailFrom ?? (local ? "desk@example.com" : askedAddress(stack, "MailFrom", whoSends));

const whoSends = "The address that e-mail comes from, whose owner is asked to confirm it";
