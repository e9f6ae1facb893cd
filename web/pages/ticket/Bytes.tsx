import { useLingui } from "@lingui/react/macro";

const units = ["byte", "kilobyte", "megabyte"] as const;

/** A size as people say it. */
export function Bytes({ count }: { count: number }) {
  const { i18n } = useLingui();
  const step = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1);
  const unit = units[step] ?? "byte";
  const format = { style: "unit", unit, unitDisplay: step > 0 ? "short" : "long", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(i18n.locale, format).format(count / 1000 ** step);
}
