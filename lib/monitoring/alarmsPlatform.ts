import { tooManyRequests } from "../api/apiStage.ts";
import type { Data } from "../data/data.ts";
import type { Settings } from "../settings.ts";
import type { Watch } from "./alarmsWatch.ts";
import { computed, metric } from "./monitoringMetrics.ts";
import type { Parts } from "./monitoringParts.ts";

/** What of the services around the Lambdas needs somebody to look. */
export const platformWatches = (settings: Settings, data: Data, parts: Parts): Watch[] => [
  requestsFailing(parts),
  requestsRefused(settings),
  tableThrottled(data),
  machinesFailing(settings, parts),
  mailUnwanted,
];

const requestsFailing = ({ api }: Parts): Watch => ({
  name: "requests-failing",
  says:
    "Of 100 requests 2 or more, and at least five in all, were answered 5xx within five minutes. Look up which routes and " +
    "why in the API's access log and in the logs of their Lambdas; undo the last deployment where they began with it.",
  metric: computed(
    "IF(failed >= 5, 100 * failed / requests, 0)",
    { failed: api.metricServerError({ statistic: "Sum" }), requests: api.metricCount({ statistic: "Sum" }) },
    "of 100 requests",
  ),
  from: 2,
});

const requestsRefused = (settings: Settings): Watch => ({
  name: "requests-refused",
  says:
    "20 or more requests were answered 429 within five minutes. Look up their callers in the API's access log. One of them: " +
    "somebody tries out ids of tickets (paths that differ, with 404 before) or raises tickets by a program: ask them, or " +
    "disable the account. Many: raise the settings requestRate and createRate.",
  metric: tooManyRequests(settings),
  from: 20,
});

/** Each of these also counts what an index has refused. The rest of the table's operations carry little. */
const busiest = ["GetItem", "Query", "PutItem", "TransactWriteItems"];

function tableThrottled({ table }: Data): Watch {
  const named = busiest.map((operation) => [
    `throttled${operation}`,
    metric("DynamoDB", "ThrottledRequests", "Sum", {
      dimensions: { TableName: table.tableName, Operation: operation },
      label: operation,
    }),
  ]);
  const metrics = Object.fromEntries(named);
  return {
    name: "table-throttled",
    says:
      "The table or an index has refused requests for a quarter of an hour. Raise maxReadUnits or maxWriteUnits where " +
      "they are set; where one key is too busy, raise the setting shards as docs/operations.md says.",
    metric: computed(`SUM([${Object.keys(metrics)}])`, metrics, "requests refused"),
    from: 1,
    times: 3,
  };
}

const machinesFailing = ({ sweepEveryMinutes }: Settings, { machineArn }: Parts): Watch => ({
  name: "approval-machine-failed",
  says:
    "An approval machine ended with an error. Open its failed executions in Step Functions for the cause and mend it; " +
    `the sweep begins the approval again within ${sweepEveryMinutes} minutes.`,
  metric: metric("States", "ExecutionsFailed", "Sum", { dimensions: { StateMachineArn: machineArn } }),
  from: 1,
});

/** SES looks into an account at these rates, and stops its mail at 10 and 0.5 of 100. Both are of the whole account. */
const mailUnwanted: Watch = {
  name: "mail-unwanted",
  says:
    "Of the e-mails of this account, 5 of 100 bounce or 1 of 1,000 is complained about; SES stops all of them at 10 of " +
    "100 and 5 of 1,000. Read the reports that SES sends to the address for answers, and correct or disable those accounts.",
  metric: computed(
    "MAX([bounces / 0.05, complaints / 0.001])",
    {
      bounces: metric("SES", "Reputation.BounceRate", "Maximum"),
      complaints: metric("SES", "Reputation.ComplaintRate", "Maximum"),
    },
    "of what SES allows",
    60,
  ),
  from: 1,
};
