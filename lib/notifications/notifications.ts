import { CfnOutput, Duration, type Stack } from "aws-cdk-lib";
import { type StringConditions, SubscriptionFilter, type Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { every } from "../clock.ts";
import { type Data, tableEnvironment } from "../data/data.ts";
import { handles } from "../data/fileGrants.ts";
import { changes, forgets, keepsWords, reads, writes } from "../grants.ts";
import { Handler } from "../handler.ts";
import type { Settings } from "../settings.ts";
import { Counters } from "./counters.ts";
import { Mail } from "./mail.ts";
import { Publisher } from "./publisher.ts";
import { QueueWorker } from "./queueWorker.ts";
import { smsPermission, textEnvironment } from "./sms.ts";
import type { Sockets } from "./sockets.ts";

type Props = { settings: Settings; data: Data; sockets: Sockets };

/** What happened goes from the table's stream to a topic, and from there to a queue for each that something follows for. */
export class Notifications extends Construct {
  private readonly topic: Topic;

  constructor(stack: Stack, { settings, data, sockets }: Props) {
    super(stack, "Notifications");
    this.topic = new Publisher(this, "Publisher", { settings, data, sockets }).topic;
    new CfnOutput(stack, "EventsTopicArn", { value: this.topic.topicArn });
    this.addChannels(stack, { settings, data, sockets });

    const removals = new QueueWorker(this, "files", {
      settings,
      entry: "events/removeFile",
      environment: { BUCKET_NAME: data.files.bucketName },
      may: [handles(data.files, "kept", "DeleteObject")],
    });
    this.feed(removals, ofType({ allowlist: ["AttachmentRemoved"] }));

    const words = new QueueWorker(this, "words", {
      settings,
      entry: "events/indexWords",
      environment: tableEnvironment(settings, data),
      may: [...reads(data.table), keepsWords(data.table)],
    });
    this.feed(words, ofType({ allowlist: ["TicketRaised", "TicketEdited"] }));
    this.feed(new Counters(this, "Counters", { settings, data }).worker, ofType({ denylist: additions }));
  }

  private addChannels(stack: Stack, { settings, data, sockets }: Props): void {
    const { table } = data;
    const mail = new Mail(this, "Mail", settings);
    const environment = tableEnvironment(settings, data);
    const byMail = { ...environment, ...mail.environment };
    const byText = { ...environment, ...textEnvironment(settings) };
    const sends = [writes(table), changes(table), forgets(table, "SENT")];
    const finds = reads(table, ["byRole"]);

    const inApp = new QueueWorker(this, "inApp", {
      settings,
      entry: "events/notifyInApp",
      environment: { ...environment, SOCKET_ENDPOINT: sockets.endpoint },
      may: [...finds, writes(table), forgets(table, "SOCKETS", "CONNECTION"), sockets.may("POST")],
    });
    const email = new QueueWorker(this, "email", {
      settings,
      entry: "events/notifyEmail",
      environment: byMail,
      may: [...finds, ...sends, mail.may],
      // SES takes so many a second: two send one e-mail after the other, some 24 a second, each few enough to be done in time.
      concurrency: 2,
      gather: { most: 5, seconds: 0 },
    });
    const sms = new QueueWorker(this, "sms", {
      settings,
      entry: "events/notifySms",
      environment: byText,
      may: [...finds, ...sends, smsPermission(stack)],
      concurrency: 2,
    });
    this.feed(inApp); // all: it also tells connected clients that a ticket has changed
    this.feed(email, { email: unlessUnwanted });
    this.feed(sms, { sms: unlessUnwanted });

    const digest = new Handler(this, "digest", {
      settings,
      entry: "events/digest",
      timeout: Duration.minutes(5),
      environment: { ...byMail, ...byText },
      may: [...reads(table, ["byClock"]), ...sends, forgets(table, "HELD"), mail.may, smsPermission(stack)],
    });
    every(settings.digestEveryMinutes, digest);
  }

  /** Sends a worker the events that pass a filter, or all; as they are, without an envelope. */
  private feed({ queue }: QueueWorker, filterPolicy?: Record<string, SubscriptionFilter>): void {
    this.topic.addSubscription(
      new SqsSubscription(queue, { rawMessageDelivery: true, ...(filterPolicy && { filterPolicy }) }),
    );
  }
}

const ofType = (types: StringConditions) => ({ type: SubscriptionFilter.stringFilter(types) });

/** Passes every message that is not marked as unwanted, and those that were published before that attribute existed. */
const unlessUnwanted = new SubscriptionFilter([{ "anything-but": ["unwanted"] }, { exists: false }]);

/** What is added to a ticket and changes no sum. */
const additions = ["CommentAdded", "AttachmentAdded", "AttachmentRemoved"];
