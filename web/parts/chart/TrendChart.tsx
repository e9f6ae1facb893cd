import { useDirection } from "@mantine/core";
import { type PointerEvent, useState } from "react";
import styles from "./chart.module.css";
import { topOf } from "./scale.ts";
import { useWidth } from "./useWidth.ts";

/** The second line is dashed and has squares in place of dots, so that colour is not what tells them apart. */
type Line = { name: string; values: readonly number[] };
type Props = { lines: readonly [Line, Line]; labels: readonly string[]; summary: string };

const height = 200;
const inset = { start: 30, end: 10, top: 8, bottom: 24 };

/** Two lines over time, drawn to the pixel, so that words keep their size in any width. */
export function TrendChart({ lines, labels, summary }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const { dir } = useDirection();
  const last = labels.length - 1;
  const top = topOf(lines.flatMap(({ values }) => values));
  const room = Math.max(width - inset.start - inset.end, 1);
  const x = (index: number) => {
    const along = inset.start + (room * index) / Math.max(last, 1);
    return dir === "rtl" ? width - along : along;
  };
  const y = (value: number) => inset.top + (height - inset.top - inset.bottom) * (1 - value / top);
  function point(event: PointerEvent<SVGSVGElement>): void {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const along = (dir === "rtl" ? width - at : at) - inset.start;
    setPointed(Math.min(Math.max(Math.round((along / room) * last), 0), last));
  }
  return (
    <figure className={styles.figure}>
      <Legend lines={lines} at={pointed} label={pointed === null ? null : (labels[pointed] ?? null)} />
      <div ref={ref} style={{ height }}>
        {width > 0 && (
          <svg
            role="img"
            aria-label={summary}
            width={width}
            height={height}
            className={styles.plot}
            onPointerMove={point}
            onPointerLeave={() => setPointed(null)}
          >
            <Axes top={top} y={y} x={x} labels={labels} edge={[x(0), x(last)]} />
            {pointed !== null && (
              <line className={styles.cursor} x1={x(pointed)} x2={x(pointed)} y1={y(top)} y2={y(0)} />
            )}
            <path className={styles.area} d={`${pathOf(lines[0], x, y)}L${x(last)} ${y(0)}L${x(0)} ${y(0)}Z`} />
            {lines.map((line, which) => (
              <g key={line.name} data-line={which}>
                <path className={styles.line} d={pathOf(line, x, y)} />
                {line.values.map((value, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its day's
                  <Mark key={index} which={which} x={x(index)} y={y(value)} />
                ))}
              </g>
            ))}
          </svg>
        )}
      </div>
    </figure>
  );
}

type Along = (value: number) => number;

const pathOf = ({ values }: Line, x: Along, y: Along): string =>
  values.map((value, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(value)}`).join("");

const Mark = ({ which, x, y }: { which: number; x: number; y: number }) =>
  which === 0 ? (
    <circle className={styles.mark} cx={x} cy={y} r={2.5} />
  ) : (
    <rect className={styles.mark} x={x - 2.5} y={y - 2.5} width={5} height={5} />
  );

type AxesProps = { top: number; x: Along; y: Along; labels: readonly string[]; edge: readonly [number, number] };

function Axes({ top, x, y, labels, edge: [from, to] }: AxesProps) {
  const last = labels.length - 1;
  const numbersAt = from < to ? from - 8 : from + 8;
  return (
    <g>
      {[0, top / 4, top / 2, (top * 3) / 4, top].map((value) => (
        <g key={value}>
          <line className={styles.grid} x1={from} x2={to} y1={y(value)} y2={y(value)} />
          <text className={styles.tick} x={numbersAt} y={y(value) + 4} textAnchor={from < to ? "end" : "start"}>
            {value}
          </text>
        </g>
      ))}
      {[0, Math.round(last / 3), Math.round((last * 2) / 3), last].map((index) => (
        <text
          key={index}
          className={styles.tick}
          x={x(index)}
          y={height - 4}
          textAnchor={anchorOf(index, last, from < to)}
        >
          {labels[index]}
        </text>
      ))}
    </g>
  );
}

/** The words at both ends stay within the picture. */
function anchorOf(index: number, last: number, isLtr: boolean): "start" | "middle" | "end" {
  if (index !== 0 && index !== last) return "middle";
  return (index === 0) === isLtr ? "start" : "end";
}

/** What the lines are; on a day that is pointed at, its figures. */
function Legend({ lines, at, label }: { lines: Props["lines"]; at: number | null; label: string | null }) {
  return (
    <figcaption className={styles.legend} aria-hidden="true">
      {lines.map(({ name, values }, which) => (
        <span key={name} data-line={which} className={styles.key}>
          <svg width={26} height={10} className={styles.plot} aria-hidden="true">
            <path className={styles.line} d="M0 5H26" />
            <Mark which={which} x={13} y={5} />
          </svg>
          {name}
          {at !== null && <b>{values[at]}</b>}
        </span>
      ))}
      <span className={styles.pointed}>{label}</span>
    </figcaption>
  );
}
