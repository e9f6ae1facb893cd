import type { Graph, Shown } from "./monitoringGraph.ts";
import { metric } from "./monitoringMetrics.ts";

/** What waits in the queues, and what nobody could do. */
export const backlog = ({ parts: { workQueues, lastResorts } }: Shown): Graph[] => [
  {
    title: "Oldest message, seconds",
    left: workQueues.map(({ name, queue }) => inQueue("ApproximateAgeOfOldestMessage", queue, name)),
  },
  {
    title: "Messages that wait",
    left: workQueues.map(({ name, queue }) => inQueue("ApproximateNumberOfMessagesVisible", queue, name)),
  },
  {
    title: "Given up: dead letters, stream and verdicts",
    left: [
      ...workQueues.map(({ name, failed }) => inQueue("ApproximateNumberOfMessagesVisible", failed, name)),
      ...lastResorts.map(({ path, queueName }) =>
        inQueue("ApproximateNumberOfMessagesVisible", queueName, path.slice(2, -1).join(" ")),
      ),
    ],
  },
];

const inQueue = (name: string, queueName: string, label: string) =>
  metric("SQS", name, "Maximum", { dimensions: { QueueName: queueName }, label });
