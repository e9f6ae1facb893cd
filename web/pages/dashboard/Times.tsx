import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useNameOf } from "../../api/catalogue.ts";
import type { Dashboard } from "../../api/dashboard.ts";
import { ChartCard } from "../../parts/chart/ChartCard.tsx";
import { SpreadChart } from "../../parts/chart/SpreadChart.tsx";
import { duration } from "./duration.ts";

type Props = { times: NonNullable<Dashboard["times"]>; of: "toAssignment" | "toResolution" };

/** How long tickets of each category took: the middle one, and within what time nine of ten were done. */
export function Times({ times, of }: Props) {
  const { t, i18n } = useLingui();
  const nameOf = useNameOf("category");
  const took = times
    .map((one) => ({ key: one.category, name: nameOf(one.category), ...one[of] }))
    .filter(({ count }) => count > 0);
  const words = (minutes: number | null) => (minutes === null ? "–" : duration(minutes, i18n));
  return (
    <ChartCard
      title={of === "toAssignment" ? t`Time until assigned` : t`Time until resolved`}
      figures={{
        columns: [t`Category`, t`Tickets`, t`Half within`, t`Nine in ten within`],
        rows: took.map(({ name, count, median, p90 }) => [name, count, words(median), words(p90)]),
      }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        <Trans>Solid: half of the tickets. Dashed: nine in ten. This month and the previous two.</Trans>
      </Text>
      {took.length === 0 && <Trans>Nothing yet.</Trans>}
      <SpreadChart
        spreads={took.map(({ key, name, median, p90 }) => ({
          key,
          name,
          median,
          p90,
          words: median === p90 ? words(median) : `${words(median)} – ${words(p90)}`,
        }))}
      />
    </ChartCard>
  );
}
