import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Data } from "../data/data.ts";
import type { QueueName } from "../notifications/queueNames.ts";
import type { Settings } from "../settings.ts";
import type { Watch } from "./alarmsWatch.ts";
import { metric } from "./monitoringMetrics.ts";
import type { LastResort, Parts } from "./monitoringParts.ts";

/**
 * Each queue that holds what failed for good: somebody has to look, within two weeks. SQS stops to give figures of a queue that
 * nobody has touched for six hours; what waits there waits all the same.
 */
export const queueWatches = (settings: Settings, { table }: Data, { workQueues, lastResorts }: Parts): Watch[] => [
  ...workQueues.map(({ name, failed }) => ({
    name: `${name}-failed`,
    says: `${undone[name]} Find the cause in the log of the queue's Lambda, mend it, then run: ${redrive(name, settings)}`,
    ...ifAnyWaits(failed),
  })),
  ...lastResorts.map((queue) => ({ ...whatToDo(queue, settings, table), ...ifAnyWaits(queue.queueName) })),
];

const ifAnyWaits = (queueName: string): Pick<Watch, "metric" | "from" | "outlastsSilence"> => ({
  metric: waiting(queueName),
  from: 1,
  outlastsSilence: true,
});

const waiting = (queueName: string) =>
  metric("SQS", "ApproximateNumberOfMessagesVisible", "Maximum", { dimensions: { QueueName: queueName } });

/** What it means that a message of this queue has failed five times. */
const undone: Record<QueueName, string> = {
  inApp: "People were not told in the app of something that happened.",
  email: "E-mails did not go out.",
  sms: "SMS did not go out.",
  accounts:
    "What follows from a changed account was not done: somebody disabled may still be connected, or have tickets.",
  files: "Files that were removed from tickets still lie in the bucket.",
  exports: "Exports were not written.",
  counts: "The dashboards miss changes of tickets.",
  words: "Tickets are not found by words that are in them.",
};

const redrive = (queue: QueueName, settings: Settings): string => `npm run redrive -- ${queue} ${ofDesk(settings)}`;

const republish = (queueName: string, { tableName }: Table, settings: Settings): string =>
  `npm run republish -- --queue ${queueName} --table ${tableName} --topic TOPIC ` +
  `${ofDesk(settings)} (TOPIC: the output EventsTopicArn)`;

/** Which desk a script is to work on. */
const ofDesk = ({ name, stage }: Settings): string =>
  `--stage ${stage}${name === "ticket-desk" ? "" : ` --name ${name}`}`;

/** What failed beside the work queues, by the construct that its queue stands in. */
function whatToDo({ path, queueName }: LastResort, settings: Settings, table: Table): Pick<Watch, "name" | "says"> {
  const known = lastResorts(settings, republish(queueName, table, settings)).find(({ within }) =>
    path.includes(within),
  );
  if (!known) throw new Error(`${path.join("/")}: lib/monitoring/alarmsQueues.ts does not say what to do about it`);
  return known;
}

const lastResorts = ({ sweepEveryMinutes }: Settings, republishing: string) => [
  {
    within: "TicketEvents",
    name: "approval-events-failed",
    says:
      "An approval machine was not told what people did. Find the cause in the log of approvals/onTicketEvent and mend " +
      `it: the sweep puts the approvals right within ${sweepEveryMinutes} minutes. Then purge the queue.`,
  },
  {
    within: "Publisher",
    name: "published-events-failed",
    says:
      "Something that happened was not published: nobody was told of it, nothing followed from it. Find the cause in " +
      "the log of events/publish and mend it within a day, after which the stream forgets, then run: " +
      republishing,
  },
  {
    within: "MalwareScan",
    name: "scan-verdicts-failed",
    says:
      "A verdict of the scan for malware was not written down, so that a file stays locked. Find the cause in the log " +
      "of events/scanVerdict and mend it, invoke it with the message's requestPayload, then delete the message.",
  },
];
