import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type Dashboard, dashboardQuery } from "../../api/dashboard.ts";
import { type Me, useMe } from "../../api/me.ts";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Page } from "../../parts/Page.tsx";
import { Ageing, ByPriority, ByStatus, Load } from "./Bars.tsx";
import classes from "./dashboard.module.css";
import { LatestNotifications, LatestTickets } from "./Latest.tsx";
import { linkTo } from "./scopeLinks.ts";
import { Tiles } from "./Tiles.tsx";
import { Times } from "./Times.tsx";
import { Trend } from "./Trend.tsx";

/** Figures of time change without anything happening: a day ends, a ticket grows older. */
const often = 60_000;

export function Component() {
  const { t } = useLingui();
  const me = useMe();
  const { data, error, refetch } = useQuery({ ...dashboardQuery, refetchInterval: often });
  return (
    <Page title={t`Dashboard`}>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data && <Tiles me={me} dashboard={data} />}
      {data && (data.counts.total === 0 ? <Nothing /> : <Figures me={me} dashboard={data} />)}
    </Page>
  );
}

/** Wide: two columns, the larger figures first. */
function Figures({ me, dashboard }: { me: Me; dashboard: Dashboard }) {
  const { scope, trend, ageing, times = [], technicians, latestTickets, latestNotifications } = dashboard;
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <Trend trend={trend} />
        <LatestTickets tickets={latestTickets} to={linkTo(me, scope)} />
        {times.length > 0 && <Times times={times} of="toAssignment" />}
        {times.length > 0 ? <Times times={times} of="toResolution" /> : <Ageing ageing={ageing} />}
      </div>
      <div className={classes.column}>
        {technicians && <Load technicians={technicians} />}
        <LatestNotifications notifications={latestNotifications} />
        {times.length > 0 && <Ageing ageing={ageing} />}
        <ByStatus me={me} dashboard={dashboard} />
        <ByPriority me={me} dashboard={dashboard} />
      </div>
    </div>
  );
}

const Nothing = () => (
  <EmptyState
    title={<Trans>Nothing to show yet</Trans>}
    action={
      <Button component={Link} to="/tickets/new">
        <Trans>Raise a ticket</Trans>
      </Button>
    }
  >
    <Trans>Once there are tickets, you can see here how they are doing.</Trans>
  </EmptyState>
);

const Waiting = () => (
  <div aria-hidden="true">
    <div className={classes.tiles}>
      {["a", "b", "c", "d"].map((tile) => (
        <Skeleton key={tile} h="5.75rem" />
      ))}
    </div>
    <div className={classes.columns}>
      <Skeleton h="20rem" mt="md" />
      <Skeleton h="20rem" mt="md" />
    </div>
  </div>
);
