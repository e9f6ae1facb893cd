import { Alarm, ComparisonOperator, type IAlarmAction, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { Data } from "../data/data.ts";
import type { Settings } from "../settings.ts";
import { lambdaWatches } from "./alarmsLambda.ts";
import { platformWatches } from "./alarmsPlatform.ts";
import { queueWatches } from "./alarmsQueues.ts";
import type { Watch } from "./alarmsWatch.ts";
import type { Parts } from "./monitoringParts.ts";

type Props = { settings: Settings; data: Data; parts: Parts; action: IAlarmAction };

/** Everything that does not mend itself. Each metric that an alarm looks at is charged, so there are few. */
export class Alarms extends Construct {
  readonly all: Alarm[];

  constructor(scope: Construct, id: string, { settings, data, parts, action }: Props) {
    super(scope, id);
    const watches = [
      ...queueWatches(settings, data, parts),
      ...lambdaWatches(settings, data, parts),
      ...platformWatches(settings, data, parts),
    ];
    this.all = watches.map((watch) => this.raise(watch, `${settings.name}-${settings.stage}`, action));
  }

  private raise(
    { name, says, metric, from, times = 1, outlastsSilence }: Watch,
    desk: string,
    action: IAlarmAction,
  ): Alarm {
    const alarm = new Alarm(this, name, {
      alarmName: `${desk}-${name}`,
      alarmDescription: says,
      metric,
      threshold: from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: times,
      // Where nothing happens, services keep no figures.
      treatMissingData: outlastsSilence ? TreatMissingData.IGNORE : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(action);
    return alarm;
  }
}
