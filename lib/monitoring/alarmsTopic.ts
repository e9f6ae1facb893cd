import { ArnFormat, CfnOutput, Duration, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { Settings } from "../settings.ts";

/**
 * Where all alarms go, and from there to whoever confirms the subscription. It has a key of its own: CloudWatch has no
 * leave to use the one that AWS keeps for SNS, and its alarms would end in silence.
 */
export function alarmsTopic(stack: Stack, scope: Construct, settings: Settings): Topic {
  const masterKey = new Key(scope, "Key", {
    description: "Encrypts alarms on their way",
    enableKeyRotation: true,
    pendingWindow: Duration.days(7),
    removalPolicy: RemovalPolicy.DESTROY, // nothing is kept under it
  });
  const topic = new Topic(scope, "Alarms", { enforceSSL: true, masterKey });
  masterKey.addToResourcePolicy(ofAlarms(stack, ["kms:Decrypt", "kms:GenerateDataKey*"], "*"));
  topic.addToResourcePolicy(ofAlarms(stack, ["sns:Publish"], topic.topicArn));

  const address = alarmAddress(settings);
  if (address) topic.addSubscription(new EmailSubscription(address));
  new CfnOutput(stack, "AlarmsTopicArn", { value: topic.topicArn });
  return topic;
}

/** Who is written to: the address for alarms, or the nearest to it that is known. */
const alarmAddress = ({ alarmEmail, mailReplyTo, mailFrom, adminEmail }: Settings): string | undefined =>
  alarmEmail ?? mailReplyTo ?? mailFrom ?? adminEmail;

/** Leave for the alarms of this account, and for nobody else's. */
const ofAlarms = (stack: Stack, actions: string[], resource: string) =>
  new PolicyStatement({
    principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
    actions,
    resources: [resource],
    conditions: {
      ArnLike: {
        "aws:SourceArn": stack.formatArn({
          service: "cloudwatch",
          resource: "alarm",
          resourceName: "*",
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  });
