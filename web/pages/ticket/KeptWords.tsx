import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CopyButton, Group, Text, Textarea } from "@mantine/core";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import classes from "./ticket.module.css";
import type { useWriting } from "./useWriting.ts";

/** Nothing can be added any more. What somebody had written already is not taken from them. */
export function KeptWords({ writing: { draft, change, error } }: { writing: ReturnType<typeof useWriting> }) {
  const { t } = useLingui();
  const discard = () => change({ text: "", internal: false });
  return (
    <section className={classes.box} aria-label={t`Comment`}>
      {error !== null && <ErrorNotice error={error} />}
      <Text size="sm" c="dimmed">
        <Trans>This ticket has ended, so nothing can be added to it.</Trans>
      </Text>
      {draft.text && (
        <>
          <Textarea mt="sm" label={t`Your unsent text`} readOnly autosize minRows={3} maxRows={14} value={draft.text} />
          <Group mt="sm" gap="xs">
            <CopyButton value={draft.text}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" onClick={copy}>
                  {copied ? <Trans>Copied</Trans> : <Trans>Copy text</Trans>}
                </Button>
              )}
            </CopyButton>
            <Button size="xs" variant="subtle" color="red" onClick={discard}>
              <Trans>Discard text</Trans>
            </Button>
          </Group>
        </>
      )}
    </section>
  );
}
