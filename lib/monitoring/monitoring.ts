import { CfnOutput, type Stack } from "aws-cdk-lib";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Construct } from "constructs";
import type { Data } from "../data/data.ts";
import type { Settings } from "../settings.ts";
import { Alarms } from "./alarms.ts";
import { alarmsTopic } from "./alarmsTopic.ts";
import { makeDashboard } from "./monitoringDashboard.ts";
import { partsOf } from "./monitoringParts.ts";

type Props = { settings: Settings; data: Data };

/** What an operator looks at, and what calls one. It watches what has been made before it, and nothing needs it. */
export class Monitoring extends Construct {
  constructor(stack: Stack, { settings, data }: Props) {
    super(stack, "Monitoring");
    const parts = partsOf(this.node.root);
    const action = new SnsAction(alarmsTopic(stack, this, settings));
    const alarms = new Alarms(this, "Alarm", { settings, data, parts, action });
    const { dashboardName } = makeDashboard(this, { settings, data, parts, alarms: alarms.all });
    new CfnOutput(stack, "DashboardName", { value: dashboardName });
  }
}
