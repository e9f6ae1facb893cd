import type { ReactNode } from "react";
import styles from "./chart.module.css";
import { shareOf } from "./scale.ts";

type Spread = { key: string; name: string; median: number | null; p90: number | null; words: ReactNode };

/** How long things take: full up to the middle one, hatched up to where nine of ten are done. */
export function SpreadChart({ spreads }: { spreads: readonly Spread[] }) {
  const most = Math.max(...spreads.map(({ p90 }) => p90 ?? 0), 0);
  return (
    <ul className={styles.bars}>
      {spreads.map(({ key, name, median, p90, words }) => (
        <li key={key}>
          <span className={styles.name}>{name}</span>
          <span className={styles.value}>{words}</span>
          <svg className={styles.bar} width="100%" height="10" aria-hidden="true" focusable="false">
            <rect className={styles.track} width="100%" height="10" rx="3" />
            <rect className={styles.reach} x="0.5" y="0.5" width={`${shareOf(p90 ?? 0, most)}%`} height="9" rx="3" />
            <rect className={styles.fill} width={`${shareOf(median ?? 0, most)}%`} height="10" rx="3" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
