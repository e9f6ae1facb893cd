import { tooManyRequests } from "../api/apiStage.ts";
import type { Graph, Shown } from "./monitoringGraph.ts";
import { lambdas, metric, search, total } from "./monitoringMetrics.ts";

/** What was refused, and what failed. */
export const errors = (shown: Shown): Graph[] => [
  requests(shown),
  ...ofLambdas(shown),
  table(shown),
  machine(shown),
  mail,
];

const requests = ({ settings, parts: { api } }: Shown): Graph => ({
  title: "API: refused (4xx, of them 429), failed (5xx)",
  left: [
    api.metricClientError({ statistic: "Sum", label: "4xx" }),
    tooManyRequests(settings),
    api.metricServerError({ statistic: "Sum", label: "5xx" }),
  ],
  right: [api.metricCount({ statistic: "Sum", label: "requests" })],
});

const ofLambdas = ({ settings, parts }: Shown): Graph[] => [
  {
    title: "Lambda: errors of each, throttles of all",
    left: [search(lambdas("Errors", settings), "Sum", "")],
    right: [total(lambdas("Throttles", settings), "throttles")],
  },
  {
    title: "Stream: how far its readers are behind, milliseconds",
    left: (["events/publish", "approvals/onTicketEvent"] as const).map((entry) =>
      parts.handler(entry).metric("IteratorAge", { statistic: "Maximum", label: entry }),
    ),
  },
];

function table({ data: { table } }: Shown): Graph {
  const ofTable = (name: string) =>
    `{AWS/DynamoDB,Operation,TableName} MetricName="${name}" TableName="${table.tableName}"`;
  return {
    title: "Table: throttled requests, system errors",
    left: [search(ofTable("ThrottledRequests"), "Sum", "throttled")],
    right: [search(ofTable("SystemErrors"), "Sum", "system errors")],
  };
}

function machine({ parts: { machineArn } }: Shown): Graph {
  const executions = (name: string, label: string) =>
    metric("States", name, "Sum", { dimensions: { StateMachineArn: machineArn }, label });
  return {
    title: "Approval machines: failed, timed out; begun",
    left: [executions("ExecutionsFailed", "failed"), executions("ExecutionsTimedOut", "timed out")],
    right: [executions("ExecutionsStarted", "begun")],
  };
}

const mail: Graph = {
  title: "E-mail of the account: bounces, complaints",
  left: [
    metric("SES", "Bounce", "Sum", { label: "bounces" }),
    metric("SES", "Complaint", "Sum", { label: "complaints" }),
  ],
};
