import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./chart.module.css";
import { shareOf } from "./scale.ts";

/** `figure` is what stands beside the bar; the value itself unless told. */
type Bar = { key: string; name: string; value: number; figure?: ReactNode; to?: string };

type Props = {
  bars: readonly Bar[];
  tone?: "blue" | "orange" | "teal";
  /** Each in one line, where names and figures are short. */
  isCompact?: boolean;
};

/** Bars beside their names and figures. It is a list, so that nothing has to be seen to be read. */
export function BarChart({ bars, tone = "blue", isCompact = false }: Props) {
  const most = Math.max(...bars.map(({ value }) => value), 0);
  return (
    <ul className={styles.bars} data-tone={tone} data-compact={isCompact || undefined}>
      {bars.map(({ key, name, value, figure, to }) => (
        <li key={key}>
          <span className={styles.name}>{to ? <BarLink to={to} name={name} /> : name}</span>
          <span className={styles.value}>{figure ?? value}</span>
          <svg className={styles.bar} width="100%" height="10" aria-hidden="true" focusable="false">
            <rect className={styles.track} width="100%" height="10" rx="3" />
            <rect className={styles.fill} width={`${shareOf(value, most)}%`} height="10" rx="3" />
          </svg>
        </li>
      ))}
    </ul>
  );
}

const BarLink = ({ to, name }: { to: string; name: string }) => (
  <Anchor component={Link} to={to} c="inherit" underline="hover" inherit>
    {name}
  </Anchor>
);
