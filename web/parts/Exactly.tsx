import { useLingui } from "@lingui/react/macro";

/** A time to the second, in the reader's own time zone. */
export function Exactly({ at }: { at: string }) {
  const { i18n } = useLingui();
  const format = new Intl.DateTimeFormat(i18n.locale, { dateStyle: "medium", timeStyle: "long" });
  return <time dateTime={at}>{format.format(new Date(at))}</time>;
}
