import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import classes from "./ticket.module.css";
import { UnsentText } from "./UnsentText.tsx";
import type { useWriting } from "./useWriting.ts";

/** Nothing can be added any more. What somebody had written already is not taken from them. */
export function KeptWords({ writing: { draft, change, error } }: { writing: ReturnType<typeof useWriting> }) {
  const { t } = useLingui();
  return (
    <section className={classes.box} aria-label={t`Comment`}>
      {error !== null && <ErrorNotice error={error} />}
      <Text size="sm" c="dimmed">
        <Trans>This ticket has ended, so nothing can be added to it.</Trans>
      </Text>
      {draft.text && <UnsentText text={draft.text} discard={() => change({ text: "", internal: false })} />}
    </section>
  );
}
