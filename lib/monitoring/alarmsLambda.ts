import { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Entry } from "../bundling/entries.ts";
import type { Data } from "../data/data.ts";
import type { Settings } from "../settings.ts";
import type { Watch } from "./alarmsWatch.ts";
import { computed, metric } from "./monitoringMetrics.ts";
import type { Parts } from "./monitoringParts.ts";

/** What of the Lambdas needs somebody to look, beside what their callers and queues show. */
export const lambdaWatches = (settings: Settings, data: Data, parts: Parts): Watch[] => [
  throttled,
  behindTheStream(parts),
  dashboardsWrong(settings, data, parts),
  clocksFailing(parts),
];

const throttled: Watch = {
  name: "throttled",
  says:
    "Lambda refused to run functions, since this account runs as many at once as it may in this region; requests got " +
    "503. Raise the quota 'Concurrent executions' of Lambda, or lower the setting requestRate.",
  metric: metric("Lambda", "Throttles", "Sum"),
  from: 1,
};

function behindTheStream(parts: Parts): Watch {
  const age = (entry: Entry) => parts.handler(entry).metric("IteratorAge", { statistic: "Maximum" });
  return {
    name: "stream-behind",
    says:
      "What follows from changes of tickets comes more than ten minutes late. Find the cause in the logs of " +
      "events/publish and approvals/onTicketEvent and mend it within a day, after which the stream forgets.",
    metric: computed(
      "MAX([publish, onTicketEvent]) / 60000",
      { publish: age("events/publish"), onTicketEvent: age("approvals/onTicketEvent") },
      "minutes behind",
    ),
    from: 10,
  };
}

const dashboardsWrong = ({ shards }: Settings, { table }: Data, parts: Parts): Watch => ({
  name: "dashboards-wrong",
  says:
    "The daily check found sums on the dashboards that differ from the tickets, or did not come to its end. Read the " +
    "log of events/checkTallies; where sums differ, run: " +
    `npm run recount -- --table ${table.tableName} --shards ${shards}`,
  metric: failures(parts, "events/checkTallies"),
  from: 1,
});

const clocksFailing = (parts: Parts): Watch => ({
  name: "clocks-failing",
  says:
    "The sweep, the automatic closing or the digest has failed in each of three hours, and no approval expires, no " +
    "ticket closes or no held message goes out. Find the cause in the logs of approvals/sweep, approvals/autoClose and " +
    "events/digest, and mend it: the next run does what was left.",
  metric: computed(
    "SUM([sweep, autoClose, digest])",
    {
      sweep: failures(parts, "approvals/sweep"),
      autoClose: failures(parts, "approvals/autoClose"),
      digest: failures(parts, "events/digest"),
    },
    "errors",
    60,
  ),
  from: 1,
  times: 3,
});

const failures = (parts: Parts, entry: Entry): Metric =>
  parts.handler(entry).metricErrors({ period: Duration.hours(1), label: entry }) as Metric;
