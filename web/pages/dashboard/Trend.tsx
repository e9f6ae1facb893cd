import { Trans, useLingui } from "@lingui/react/macro";
import type { Dashboard } from "../../api/dashboard.ts";
import { ChartCard } from "../../parts/chart/ChartCard.tsx";
import { TrendChart } from "../../parts/chart/TrendChart.tsx";

/** How many tickets were raised and resolved on each of the last 30 days. The days are those of UTC, as they are counted. */
export function Trend({ trend }: { trend: Dashboard["trend"] }) {
  const { t, i18n } = useLingui();
  const labels = trend.map(({ date }) => i18n.date(date, { day: "numeric", month: "short", timeZone: "UTC" }));
  const raised = trend.map((one) => one.raised);
  const resolved = trend.map((one) => one.resolved);
  const [raisedInAll, resolvedInAll] = [sum(raised), sum(resolved)];
  return (
    <ChartCard
      title={t`The last 30 days`}
      note={
        <Trans>
          {raisedInAll} raised, {resolvedInAll} resolved
        </Trans>
      }
      figures={{
        columns: [t`Day`, t`Raised`, t`Resolved`],
        rows: trend.map((one, index) => [labels[index] ?? one.date, one.raised, one.resolved] as const).reverse(),
      }}
    >
      <TrendChart
        labels={labels}
        lines={[
          { name: t`Raised`, values: raised },
          { name: t`Resolved`, values: resolved },
        ]}
        summary={t`Lines over 30 days: ${raisedInAll} tickets raised, ${resolvedInAll} resolved. The table below has each day.`}
      />
    </ChartCard>
  );
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
