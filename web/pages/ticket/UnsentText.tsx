import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CopyButton, Group, Textarea } from "@mantine/core";

/** Words that can be sent no more: to be taken elsewhere, or thrown away. */
export function UnsentText({ text, discard }: { text: string; discard: () => void }) {
  const { t } = useLingui();
  return (
    <div>
      <Textarea mt="sm" label={t`Your unsent text`} readOnly autosize minRows={3} maxRows={14} value={text} />
      <Group mt="sm" gap="xs">
        <CopyButton value={text}>
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
    </div>
  );
}
