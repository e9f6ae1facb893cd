import { Duration, Stack } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { Handler, type HandlerProps } from "../handler.ts";
import { failedName, fullName, type QueueName } from "./queueNames.ts";

type Props = Omit<HandlerProps, "timeout"> & {
  /** How many batches at once at most, where what it calls takes only so much. */
  concurrency?: number;
  /** How many messages it takes at once at most, and how long it waits for more (seconds). */
  gather?: { most: number; seconds: number };
  /** Where a message is a job of its own: it gets a Lambda for itself, and minutes. */
  job?: boolean;
};

/** A queue, a Lambda that works it off, and a queue for what it cannot do after five tries. */
export class QueueWorker extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, name: QueueName, { concurrency, gather, job = false, ...lambda }: Props) {
    super(scope, name);
    const seconds = job ? jobSeconds : handlerSeconds;
    const { stackName } = Stack.of(this);
    const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) };
    const failed = new Queue(this, "Failed", { ...common, queueName: failedName(stackName, name) });
    this.queue = new Queue(this, "Queue", {
      ...common,
      queueName: fullName(stackName, name),
      visibilityTimeout: Duration.seconds(6 * seconds),
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    });
    const handler = new Handler(this, "Worker", { ...lambda, timeout: Duration.seconds(seconds) });
    handler.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: job ? 1 : (gather?.most ?? 10),
        ...(gather && { maxBatchingWindow: Duration.seconds(gather.seconds) }),
        reportBatchItemFailures: true,
        ...(concurrency && { maxConcurrency: concurrency }),
      }),
    );
  }
}

/** A message comes back after six times as long: Lambda's poller may try that often when it is throttled. */
const handlerSeconds = 30;
const jobSeconds = 120;
