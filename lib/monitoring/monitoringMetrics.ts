import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric, SearchExpression } from "aws-cdk-lib/aws-cloudwatch";
import type { Settings } from "../settings.ts";

type Given = Partial<{ dimensions: Record<string, string>; minutes: number; label: string }>;
type Statistic = "Sum" | "Maximum" | "Average";

/** A metric that a service keeps; over five minutes unless told. */
export const metric = (
  namespace: string,
  metricName: string,
  statistic: Statistic,
  { dimensions, minutes = 5, label = metricName }: Given = {},
): Metric =>
  new Metric({
    namespace: `AWS/${namespace}`,
    metricName,
    statistic,
    period: Duration.minutes(minutes),
    label,
    ...(dimensions && { dimensionsMap: dimensions }),
  });

/** What is worked out from other metrics; an alarm may look at ten at most. */
export const computed = (expression: string, of: Record<string, IMetric>, label: string, minutes = 5): MathExpression =>
  new MathExpression({ expression, usingMetrics: of, label, period: Duration.minutes(minutes) });

/** All metrics that fit, each a line: `{AWS/Lambda,FunctionName} MetricName="Errors"`. For dashboards only. */
export const search = (what: string, statistic: Statistic, label: string): SearchExpression =>
  new SearchExpression({ expression: `SEARCH('${what}', '${statistic}', 300)`, label });

/** The sum of all metrics that fit, or something made of it, as one line. */
export const total = (what: string, label: string, rest = ""): SearchExpression =>
  new SearchExpression({ expression: `SUM(SEARCH('${what}', 'Sum', 300))${rest}`, label });

/**
 * Finds the Lambdas of this stage by their names, which CloudFormation makes: they begin with the stack's name, of which
 * it keeps 24 characters. A search knows whole words of a name, not beginnings.
 */
export function lambdas(metricName: string, { name, stage }: Settings): string {
  const words = `${name}-${stage}-`.slice(0, 24).split("-").slice(0, -1);
  const terms = words.map((word) => `FunctionName=${word}`);
  return ["{AWS/Lambda,FunctionName}", `MetricName="${metricName}"`, ...terms].join(" ");
}
