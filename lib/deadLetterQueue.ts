import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { acknowledge } from "./nag.ts";

/** A queue for what has failed for good: somebody looks at it within two weeks. */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  const failed = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(failed, { "AwsSolutions-SQS3": "It is itself the last resort: where that goes which failed for good." });
  return failed;
}
