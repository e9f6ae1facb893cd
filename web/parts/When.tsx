import { useLingui } from "@lingui/react/macro";
import { useMinute } from "./useMinute.ts";

const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** A time in the past as people say it, and exactly where they point at it. */
export function When({ at }: { at: string }) {
  const { i18n } = useLingui();
  useMinute();
  return (
    <time dateTime={at} title={i18n.date(at, { dateStyle: "long", timeStyle: "short" })}>
      {relative(at, i18n.locale)}
    </time>
  );
}

function relative(at: string, locale: string): string {
  // By a clock that is slow, what has just happened lies ahead.
  const seconds = Math.min((Date.parse(at) - Date.now()) / 1000, 0);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const step = steps.find(([, length]) => -seconds >= length);
  return step ? format.format(Math.round(seconds / step[1]), step[0]) : format.format(0, "minute");
}
