import { useLingui } from "@lingui/react/macro";

const units = ["byte", "kilobyte", "megabyte"] as const;

/** How large a file is, in the unit that people would use. */
export function FileSize({ bytes }: { bytes: number }) {
  const { i18n } = useLingui();
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return i18n.number(bytes / 1000 ** step, {
    style: "unit",
    unit: units[step],
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step === 2 ? 1 : 0,
  });
}
