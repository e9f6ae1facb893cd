import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, CopyButton, Group, Text } from "@mantine/core";
import { Refusal } from "../../functions/contract/refusal.ts";
import { Unreachable } from "../api/client.ts";
import { troubleOf } from "../session/refusal.ts";
import { Icon } from "./icons.tsx";
import { busyWords, refusalWords } from "./refusalWords.ts";
import { asSentence } from "./sentence.ts";

/** In a narrow place the long id is cut short, and not what was said. */
const narrow = { body: { minWidth: 0 } };

type Props = { error: unknown; retry?: () => void };

/** What went wrong, with the service's own words and the request id that support will ask for. */
export function ErrorNotice({ error, retry }: Props) {
  const { t } = useLingui();
  const requestId = error instanceof Refusal ? error.problem.requestId : "";
  return (
    <Alert color="red" role="alert" icon={<Icon name="warning" />} title={t`That did not work`} styles={narrow}>
      <Text size="sm">
        <Words error={error} />
      </Text>
      <Group gap="xs" mt="xs">
        {retry && (
          <Button size="xs" variant="light" color="red" onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
        )}
        {requestId && (
          <CopyButton value={requestId}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" maw="100%" onClick={copy}>
                {copied ? <Trans>Copied</Trans> : <Trans>Copy request ID {requestId}</Trans>}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
    </Alert>
  );
}

function Words({ error }: { error: unknown }) {
  const { i18n } = useLingui();
  if (error instanceof Unreachable) return <Trans>The service cannot be reached. Your connection may be down.</Trans>;
  const isFromGateway = error instanceof Refusal && !error.problem.detail;
  const busy = isFromGateway ? busyWords(error.status) : troubleOf(error) === "tooMany" && busyWords(429);
  if (busy) return i18n._(busy);
  if (!(error instanceof Refusal) || isFromGateway) return <Trans>Something unexpected went wrong.</Trans>;
  const { code, detail } = error.problem;
  const general = i18n.locale === "en" ? undefined : refusalWords(code);
  return (
    <>
      {general && <>{i18n._(general)} </>}
      <bdi lang="en">{asSentence(detail)}</bdi>
    </>
  );
}
