import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Link, useNavigate } from "react-router";
import { mayRetry, type Upload, useUploads } from "../../api/files.ts";

type Props = { ticketId: string; files: readonly File[] };

/** The ticket is there; its files follow. What could not be sent can be sent again, or left out. */
export function Sending({ ticketId, files }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { uploads, add, retry, forget } = useUploads(ticketId);
  const isBegun = useRef(false);
  const isDone = isBegun.current && uploads.length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are sent once, whatever is rendered again
  useEffect(() => {
    if (!isBegun.current) add(files);
    isBegun.current = true;
  }, []);
  useEffect(() => {
    if (isDone) void navigate(`/tickets/${ticketId}`, { replace: true });
  }, [isDone, navigate, ticketId]);
  const left = uploads.length;
  return (
    <Stack gap="md" className="ticket-form">
      <Text role="status">
        <Trans>
          Your ticket <span className="ticket-id">{ticketId}</span> is raised.
        </Trans>{" "}
        <Plural value={left} one="# file is on its way." other="# files are on their way." />
      </Text>
      <ul className="file-list" aria-label={t`Files on their way`}>
        {uploads.map((upload) => (
          <li key={upload.key}>
            <OneFile upload={upload} retry={() => retry(upload)} forget={() => forget(upload.key)} />
          </li>
        ))}
      </ul>
      <div>
        <Button component={Link} to={`/tickets/${ticketId}`} variant="default" replace>
          <Trans>Go to the ticket</Trans>
        </Button>
      </div>
    </Stack>
  );
}

type OneFileProps = { upload: Upload; retry: () => void; forget: () => void };

function OneFile({ upload, retry, forget }: OneFileProps) {
  const { t } = useLingui();
  const { file, stage, sent, error } = upload;
  const percent = Math.round(sent * 100);
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" truncate dir="auto">
          {file.name}
        </Text>
        <Text size="xs" c="dimmed" className="no-wrap">
          {stage === "checking" && <Trans>Being checked</Trans>}
          {stage === "sending" && `${percent} %`}
        </Text>
      </Group>
      {stage !== "failed" && <Progress value={percent} aria-label={t`Sending ${file.name}`} />}
      {stage === "failed" && (
        <Group gap="xs" role="alert">
          <Text size="sm" c="var(--mantine-color-error)">
            {error instanceof Error && !mayRetry(upload) ? error.message : <Trans>It could not be sent.</Trans>}
          </Text>
          {mayRetry(upload) && (
            <Button size="compact-sm" variant="light" onClick={retry}>
              <Trans>Try again</Trans>
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={forget}>
            <Trans>Leave it out</Trans>
          </Button>
        </Group>
      )}
    </Stack>
  );
}
