import { useLingui } from "@lingui/react/macro";

/** A time to the second, in the reader's own time zone. */
export function Exactly({ at }: { at: string }) {
  const { i18n } = useLingui();
  return <time dateTime={at}>{i18n.date(at, { dateStyle: "medium", timeStyle: "long" })}</time>;
}
