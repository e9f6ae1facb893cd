import { Trans as Sentence, type TransProps } from "@lingui/react";

/**
 * A sentence of the catalogues; what `<Trans>` becomes (lingui.config.ts). Lingui's own looks for tags in the values too, so that of
 * what somebody has typed `<br/>` was left out. A value that is an element is shown as it is.
 */
export function Trans({ values, ...props }: TransProps) {
  return <Sentence {...props} {...(values && { values: asTyped(values) })} />;
}

const asTyped = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? [value] : value]),
  );
