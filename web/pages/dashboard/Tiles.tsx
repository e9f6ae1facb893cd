import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Dashboard } from "../../api/dashboard.ts";
import type { Me } from "../../api/me.ts";
import { deciders } from "../../parts/roles.ts";
import classes from "./dashboard.module.css";
import { linkTo } from "./scopeLinks.ts";
import { countOf, leavesOutOwn, tilesOf } from "./tiles.ts";

/** The figures at a glance, each the way to its tickets. */
export function Tiles({ me, dashboard }: { me: Me; dashboard: Dashboard }) {
  const { t, i18n } = useLingui();
  const awaiting = dashboard.awaitingMyDecision;
  return (
    <ul className={classes.tiles} aria-label={t`At a glance`}>
      {deciders.includes(me.role) && (
        <TileLink to="/approvals" count={awaiting} isPressing={awaiting > 0}>
          <Trans>Waiting for your decision</Trans>
          {leavesOutOwn(me.role, dashboard) && <Note />}
        </TileLink>
      )}
      {tilesOf[me.role].map((tile) => (
        <TileLink
          key={tile.status ?? "all"}
          to={linkTo(me, dashboard.scope, tile.status ? { status: tile.status } : {})}
          count={countOf(tile, dashboard)}
        >
          {i18n._(tile.label)}
        </TileLink>
      ))}
    </ul>
  );
}

const Note = () => (
  <Text component="span" display="block" size="xs">
    <Trans>Your own requests go to someone else.</Trans>
  </Text>
);

type TileProps = { to: string; count: number; isPressing?: boolean; children: ReactNode };

const TileLink = ({ to, count, isPressing = false, children }: TileProps) => {
  const { i18n } = useLingui();
  return (
    <li>
      <Link to={to} className={classes.tile} data-pressing={isPressing || undefined}>
        <span className={classes.label}>{children} </span>
        <span className={classes.count}>{i18n.number(count)}</span>
      </Link>
    </li>
  );
};
