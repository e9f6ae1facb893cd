import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { Refusal } from "../../functions/contract/refusal.ts";
import { mayRetry, type Upload } from "../api/files.ts";
import { Icon } from "./icons.tsx";

type Props = { upload: Upload; retry: () => void; forget: () => void };

/** A file on its way: how far it is, or why it did not get there. */
export function UploadProgress({ upload, retry, forget }: Props) {
  const { t } = useLingui();
  const { file, stage } = upload;
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={550} dir="auto">
          {file.name}
        </Text>
        <ActionIcon
          variant="subtle"
          onClick={forget}
          aria-label={stage === "failed" ? t`Remove ${file.name}` : t`Stop sending ${file.name}`}
        >
          <Icon name="close" />
        </ActionIcon>
      </Group>
      {stage === "failed" ? <Failure upload={upload} retry={retry} /> : <Sent upload={upload} />}
    </Stack>
  );
}

function Sent({ upload: { file, stage, sent } }: Pick<Props, "upload">) {
  const { t } = useLingui();
  const percent = Math.round(sent * 100);
  return (
    <>
      <Progress value={percent} aria-label={t`How much of ${file.name} is sent`} animated={stage === "checking"} />
      <Text size="xs" c="dimmed">
        {stage === "checking" ? <Trans>Being checked…</Trans> : <Trans>{percent} % sent</Trans>}
      </Text>
    </>
  );
}

function Failure({ upload, retry }: Pick<Props, "upload" | "retry">) {
  return (
    <div role="alert">
      <Text size="xs" c="var(--mantine-color-error)">
        <Why error={upload.error} />
      </Text>
      {mayRetry(upload) && (
        <Button size="compact-xs" variant="default" mt={4} onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  );
}

function Why({ error }: Pick<Upload, "error">) {
  if (!(error instanceof Refusal)) return <Trans>It could not be sent: the connection was lost.</Trans>;
  const { detail } = error.problem;
  // The gateway has no words of its own.
  if (!detail) return <Trans>It could not be sent: the service has a problem.</Trans>;
  const why = <bdi lang="en">{detail}</bdi>;
  return <Trans>This file was refused: {why}.</Trans>;
}
