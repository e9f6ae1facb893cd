import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  type CfnDashboard,
  Dashboard,
  GraphWidget,
  type IWidget,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { backlog } from "./monitoringBacklog.ts";
import { costs } from "./monitoringCosts.ts";
import { errors } from "./monitoringErrors.ts";
import type { Graph, Shown } from "./monitoringGraph.ts";

/**
 * One page for an operator: what waits, what fails, what costs. It names less than fifty metrics, up to which CloudWatch
 * charges nothing for an account's first three dashboards; what would be too many is found by searches.
 */
export function makeDashboard(scope: Construct, { alarms, ...shown }: Shown & { alarms: Alarm[] }): Dashboard {
  const { name, stage } = shown.settings;
  const dashboard = new Dashboard(scope, "Dashboard", {
    dashboardName: `${name}-${stage}`,
    defaultInterval: Duration.days(1),
    widgets: [
      [new AlarmStatusWidget({ title: "Alarms", alarms, width: whole, height: 4 })],
      ...part("Backlog: what waits to be done, and what was given up", backlog(shown)),
      ...part("Errors: what was refused, and what failed", errors(shown)),
      ...part("Costs: what is paid for", costs(shown)),
    ],
  });
  // The stack's own tags reach it all the same.
  (dashboard.node.defaultChild as CfnDashboard).addPropertyDeletionOverride("Tags");
  return dashboard;
}

const whole = 24;

const part = (title: string, graphs: Graph[]): IWidget[][] => [
  [new TextWidget({ markdown: `## ${title}`, width: whole, height: 1 })],
  graphs.map(
    ({ title, left, right = [] }) =>
      new GraphWidget({ title, left, right, width: whole / 3, leftYAxis: fromZero, rightYAxis: fromZero }),
  ),
];

const fromZero = { min: 0, showUnits: false };
