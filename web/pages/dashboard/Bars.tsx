import { Trans, useLingui } from "@lingui/react/macro";
import type { Dashboard } from "../../api/dashboard.ts";
import type { Me } from "../../api/me.ts";
import { BarChart } from "../../parts/chart/BarChart.tsx";
import { ChartCard } from "../../parts/chart/ChartCard.tsx";
import { priorityWords, statusWords } from "../../parts/words.ts";
import { allStatuses } from "../tickets/statusGroups.ts";
import { linkTo } from "./scopeLinks.ts";

type Props = { me: Me; dashboard: Dashboard };

export function ByStatus({ me, dashboard: { counts, scope } }: Props) {
  const { t, i18n } = useLingui();
  const bars = allStatuses.map((status) => ({
    key: status,
    name: i18n._(statusWords[status]),
    value: counts.byStatus[status] ?? 0,
    to: linkTo(me, scope, { status }),
  }));
  return <Bars title={t`By status`} first={t`Status`} bars={bars} />;
}

export function ByPriority({ me, dashboard: { counts, scope } }: Props) {
  const { t, i18n } = useLingui();
  const bars = (["critical", "high", "medium", "low"] as const).map((priority) => ({
    key: priority,
    name: i18n._(priorityWords[priority]),
    value: counts.byPriority[priority] ?? 0,
    to: linkTo(me, scope, { priority }),
  }));
  return <Bars title={t`By priority`} first={t`Priority`} bars={bars} tone="orange" />;
}

/** How long ago the tickets were raised that have not ended. */
export function Ageing({ ageing }: { ageing: Dashboard["ageing"] }) {
  const { t } = useLingui();
  const bars = ageing.map(({ upToDays, open }, index) => {
    const from = ageing[index - 1]?.upToDays ?? 0;
    const to = (upToDays ?? 0) - 1;
    const name = upToDays === null ? t`${from} days ago or more` : to === 0 ? t`Today` : t`${from} to ${to} days ago`;
    return { key: String(upToDays), name, value: open };
  });
  return <Bars title={t`Age of unfinished tickets`} first={t`Raised`} bars={bars} tone="teal" />;
}

type BarsProps = Pick<Parameters<typeof BarChart>[0], "bars" | "tone"> & { title: string; first: string };

function Bars({ title, first, bars, tone = "blue" }: BarsProps) {
  const { t } = useLingui();
  const shown = bars.filter(({ value }) => value > 0);
  return (
    <ChartCard
      title={title}
      figures={{ columns: [first, t`Tickets`], rows: bars.map(({ name, value }) => [name, value]) }}
    >
      {shown.length > 0 ? <BarChart bars={shown} tone={tone} isCompact /> : <Trans>None</Trans>}
    </ChartCard>
  );
}

/** What each technician has to do now. */
export function Load({ technicians }: { technicians: NonNullable<Dashboard["technicians"]> }) {
  const { t } = useLingui();
  const bars = technicians.map(({ id, name, active, resolved }) => ({
    key: id,
    name,
    value: active,
    figure: (
      <Trans>
        {active} active, {resolved} resolved
      </Trans>
    ),
    to: `/tickets?status=working&assignee=${id}`,
  }));
  return (
    <ChartCard
      title={t`Technicians' workload`}
      figures={{
        columns: [t`Technician`, t`Active`, t`Resolved`],
        rows: technicians.map(({ name, active, resolved }) => [name, active, resolved]),
      }}
    >
      {bars.length > 0 ? <BarChart bars={bars} /> : <Trans>There are no technicians yet.</Trans>}
    </ChartCard>
  );
}
