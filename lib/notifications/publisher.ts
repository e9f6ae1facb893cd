import { Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { FilterRule } from "aws-cdk-lib/aws-lambda";
import { type CfnTopic, SubscriptionFilter, Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type Data, tableEnvironment } from "../data/data.ts";
import { manages } from "../data/identity.ts";
import { happened, StreamReader } from "../data/stream.ts";
import { forgets, reads, writes } from "../grants.ts";
import { Handler } from "../handler.ts";
import type { Settings } from "../settings.ts";
import { exportQueue } from "./exports.ts";
import { QueueWorker } from "./queueWorker.ts";
import type { Sockets } from "./sockets.ts";

type Props = { settings: Settings; data: Data; sockets: Sockets };

/**
 * The second and last reader of the table's stream, which has room for two: sends what happened to tickets to a topic, and
 * changed accounts and exports to a queue each.
 */
export class Publisher extends Construct {
  /** Open to any queue or HTTPS address that an operator subscribes, filtered by the attributes of the messages. */
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { settings, data, sockets }: Props) {
    super(scope, id);
    this.topic = new Topic(this, "Events", { enforceSSL: true });
    // The key that AWS keeps for SNS costs nothing, and its own policy lets our publisher use it.
    (this.topic.node.defaultChild as CfnTopic).kmsMasterKeyId = "alias/aws/sns";

    const accounts = this.afterAccounts({ settings, data, sockets });
    const exports = exportQueue(this, { settings, data, sockets });
    this.topic.addSubscription(
      new SqsSubscription(accounts, {
        rawMessageDelivery: true,
        filterPolicy: { type: SubscriptionFilter.stringFilter({ allowlist: ["TicketAssigned"] }) },
      }),
    );
    const reader = new StreamReader(this, "Stream", data.table);
    const publish = new Handler(this, "publish", {
      settings,
      entry: "events/publish",
      timeout: Duration.minutes(1),
      environment: {
        ...tableEnvironment(settings, data),
        TOPIC_ARN: this.topic.topicArn,
        ACCOUNT_QUEUE_URL: accounts.queueUrl,
        EXPORT_QUEUE_URL: exports.queueUrl,
      },
      may: [
        ...reads(data.table, ["byRole"]),
        new PolicyStatement({ actions: ["sns:Publish"], resources: [this.topic.topicArn] }),
        new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [accounts.queueArn, exports.queueArn] }),
        ...reader.may,
      ],
    });
    reader.wakes(publish, published);
  }

  /** What follows a change of an account: a disabled one loses its connections and its sessions, its work another owner. */
  private afterAccounts({ settings, data, sockets }: Props): Queue {
    const { table } = data;
    return new QueueWorker(this, "accounts", {
      settings,
      entry: "events/onAccountChanged",
      environment: {
        ...tableEnvironment(settings, data),
        USER_POOL_ID: data.userPool.userPoolId,
        SOCKET_ENDPOINT: sockets.endpoint,
      },
      may: [
        ...reads(table, ["byAssignee", "byApprover", "byClock", "byRole"]),
        writes(table),
        forgets(table, "SOCKETS", "CONNECTION"),
        manages(data.userPool, "DisableUser", "EnableUser", "UserGlobalSignOut"),
        sockets.may("DELETE"),
      ],
    }).queue;
  }
}

const exportBegun = {
  eventName: FilterRule.isEqual("INSERT"),
  dynamodb: { NewImage: { item: { S: FilterRule.isEqual("Export") } } },
};

const accountChanged = {
  eventName: FilterRule.isEqual("INSERT"),
  dynamodb: {
    NewImage: {
      item: { S: FilterRule.isEqual("Audit") },
      kind: { S: FilterRule.or("AccountCreated", "AccountChanged") },
    },
  },
};

/** What wakes the publisher. */
export const published = [happened(), accountChanged, exportBegun];
