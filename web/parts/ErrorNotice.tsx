import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, CopyButton, Group, Text } from "@mantine/core";
import { Refusal } from "../../functions/contract/refusal.ts";
import { Unreachable } from "../api/client.ts";
import { Icon } from "./icons.tsx";
import { asSentence } from "./sentence.ts";

type Props = { error: unknown; retry?: () => void };

/** What went wrong, in the service's own words, with the request id that support will ask for. */
export function ErrorNotice({ error, retry }: Props) {
  const { t } = useLingui();
  const requestId = error instanceof Refusal ? error.problem.requestId : "";
  return (
    <Alert color="red" role="alert" icon={<Icon name="warning" />} title={t`That did not work`}>
      <Text size="sm">{wordsFor(error) || <Trans>Something unexpected went wrong.</Trans>}</Text>
      <Group gap="xs" mt="xs">
        {retry && (
          <Button size="xs" variant="light" color="red" onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
        )}
        {requestId && (
          <CopyButton value={requestId}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? <Trans>Copied</Trans> : <Trans>Copy request ID {requestId}</Trans>}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
    </Alert>
  );
}

function wordsFor(error: unknown) {
  if (error instanceof Unreachable) return <Trans>The service cannot be reached. Your connection may be down.</Trans>;
  return error instanceof Refusal ? asSentence(error.problem.detail) : null;
}
