import { Stack, Token } from "aws-cdk-lib";
import { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { type CfnQueue, Queue } from "aws-cdk-lib/aws-sqs";
import type { IConstruct } from "constructs";
import { ApprovalMachine } from "../approvals/approvalMachine.ts";
import type { Entry } from "../bundling/entries.ts";
import { Handler } from "../handler.ts";
import { failedName, fullName, type QueueName } from "../notifications/queueNames.ts";
import { QueueWorker } from "../notifications/queueWorker.ts";

/** A queue that a Lambda works off, and the one for what it could not do. */
export type WorkQueue = { name: QueueName; queue: string; failed: string };
/** A queue for what failed for good and cannot be given back; `path` says in which construct it stands. */
export type LastResort = { path: string[]; queueName: string };

export type Parts = {
  workQueues: WorkQueue[];
  lastResorts: LastResort[];
  api: HttpApi;
  machineArn: string;
  handler: (entry: Entry) => Handler;
};

/**
 * What there is to watch, found among all that has been made until now: so nothing new can be forgotten. What has a name
 * of our choice goes by that name, and can be removed while the dashboard still stands.
 */
export function partsOf(root: IConstruct): Parts {
  const all = root.node.findAll();
  return {
    workQueues: all.filter((one) => one instanceof QueueWorker).map(workQueue),
    lastResorts: all.filter((one) => one instanceof Queue && !isNamed(one)).map((one) => deadLetterQueue(one as Queue)),
    api: theOnly(all.filter((one) => one instanceof HttpApi)),
    machineArn: theOnly(all.filter((one) => one instanceof ApprovalMachine)).arn,
    handler: (entry) => theOnly(all.filter((one) => one instanceof Handler).filter((one) => entryOf(one) === entry)),
  };
}

function workQueue(worker: QueueWorker): WorkQueue {
  const { stackName } = Stack.of(worker);
  const name = worker.node.id as QueueName;
  return { name, queue: fullName(stackName, name), failed: failedName(stackName, name) };
}

const deadLetterQueue = (queue: Queue): LastResort => ({
  path: queue.node.path.split("/"),
  queueName: queue.queueName,
});

const entryOf = (handler: Handler) => (handler.node.defaultChild as CfnFunction).handler?.replace(/\.handler$/, "");

/** What has no name of our choice gets one from CloudFormation. */
function isNamed(queue: Queue): boolean {
  const { queueName } = queue.node.defaultChild as CfnQueue;
  return queueName !== undefined && !Token.isUnresolved(queueName);
}

function theOnly<T>(found: T[]): T {
  if (found.length !== 1) throw new Error(`there should be one part to watch, and are ${found.length}`);
  return found[0]!;
}
