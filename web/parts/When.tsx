import { useLingui } from "@lingui/react/macro";

const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** A time as people say it, and exactly where they point at it. */
export function When({ at }: { at: string }) {
  const { i18n } = useLingui();
  const exact = new Intl.DateTimeFormat(i18n.locale, { dateStyle: "long", timeStyle: "short" }).format(new Date(at));
  return (
    <time dateTime={at} title={exact}>
      {relative(at, i18n.locale)}
    </time>
  );
}

function relative(at: string, locale: string): string {
  const seconds = (Date.parse(at) - Date.now()) / 1000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const step = steps.find(([, length]) => Math.abs(seconds) >= length);
  return step ? format.format(Math.round(seconds / step[1]), step[0]) : format.format(0, "minute");
}
