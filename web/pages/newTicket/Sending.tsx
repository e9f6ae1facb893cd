import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Link, useNavigate } from "react-router";
import { useUploads } from "../../api/files.ts";
import { UploadProgress } from "../../parts/UploadProgress.tsx";

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
  // The form that had the focus is gone.
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus(), []);
  const onTheirWay = uploads.filter(({ stage }) => stage !== "failed").length;
  return (
    <Stack gap="md" className="ticket-form">
      <Text role="status" ref={said} tabIndex={-1}>
        <Trans>
          Your ticket <span className="ticket-id">{ticketId}</span> has been raised.
        </Trans>{" "}
        {onTheirWay > 0 && <Plural value={onTheirWay} one="# file is on its way." other="# files are on their way." />}
      </Text>
      <ul className="file-list" aria-label={t`Files on their way`}>
        {uploads.map((upload) => (
          <li key={upload.key}>
            <UploadProgress upload={upload} retry={() => retry(upload)} forget={() => forget(upload.key)} />
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
