import { Duration, Stack } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { Handler, type HandlerProps } from "./handler.ts";
import { failedName, fullName, type QueueName } from "./queueNames.ts";

type Props = Omit<HandlerProps, "timeout"> & {
  /** How many batches at once at most, where what it calls takes only so much. */
  concurrency?: number;
};

/** A queue, a Lambda that works it off, and a queue for what it cannot do after five tries. */
export class QueueWorker extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, name: QueueName, { concurrency, ...lambda }: Props) {
    super(scope, name);
    const { stackName } = Stack.of(this);
    const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) };
    const failed = new Queue(this, "Failed", { ...common, queueName: failedName(stackName, name) });
    this.queue = new Queue(this, "Queue", {
      ...common,
      queueName: fullName(stackName, name),
      visibilityTimeout: Duration.seconds(6 * handlerSeconds),
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    });
    const handler = new Handler(this, "Worker", { ...lambda, timeout: Duration.seconds(handlerSeconds) });
    handler.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        ...(concurrency && { maxConcurrency: concurrency }),
      }),
    );
  }
}

/** A message comes back after six times as long: Lambda's poller may try that often when it is throttled. */
const handlerSeconds = 30;
