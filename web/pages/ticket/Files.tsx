import { Trans, useLingui } from "@lingui/react/macro";
import { Button, FileButton, Paper, Text, Title } from "@mantine/core";
import { mostFiles, mostMegabytes } from "../../../functions/domain/fileKinds.ts";
import { mayRemoveFile } from "../../../functions/domain/fileRights.ts";
import { acceptedEndings, hasArrived, useDownload, type useUploads } from "../../api/files.ts";
import { useMe } from "../../api/me.ts";
import type { Ticket } from "../../api/tickets.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Icon } from "../../parts/icons.tsx";
import { UploadProgress } from "../../parts/UploadProgress.tsx";
import { FileRow } from "./FileRow.tsx";
import classes from "./ticket.module.css";
import { usePageDrop } from "./usePageDrop.ts";

type Props = { ticket: Ticket; files: ReturnType<typeof useUploads> };

/** The ticket's files, those on their way, and the place to drop more. */
export function Files({ ticket, files: { uploads: begun, add, retry, forget } }: Props) {
  const { t } = useLingui();
  const me = useMe();
  const mayAttach = ticket.allowedActions.includes("attach");
  const isOver = usePageDrop(mayAttach, add);
  const download = useDownload(ticket.id);
  const there = ticket.attachments.filter(hasArrived);
  const uploads = begun.filter(({ announced }) => !there.some(({ id }) => id === announced?.attachment.id));
  if (there.length === 0 && uploads.length === 0 && !mayAttach) return null;
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-labelledby="files"
      {...(there.length === 0 && { className: "not-on-paper" })}
    >
      <Title order={2} size="h5" id="files" mb="sm">
        <Trans>Files</Trans>
      </Title>
      {(there.length > 0 || uploads.length > 0) && (
        <ul className={classes.files} aria-label={t`Files`}>
          {there.map((file) => (
            <FileRow
              key={file.id}
              ticketId={ticket.id}
              file={file}
              download={() => download.mutate(file.id)}
              mayDelete={mayAttach && mayRemoveFile(me, file)}
            />
          ))}
          {uploads.map((upload) => (
            <li key={upload.key} className={classes.file}>
              <UploadProgress upload={upload} retry={() => retry(upload)} forget={() => forget(upload.key)} />
            </li>
          ))}
        </ul>
      )}
      {download.error && <ErrorNotice error={download.error} />}
      {mayAttach && (there.length < mostFiles ? <Attach add={add} isOver={isOver} /> : <Full />)}
    </Paper>
  );
}

function Attach({ add, isOver }: { add: Props["files"]["add"]; isOver: boolean }) {
  const { t } = useLingui();
  return (
    <div
      className={`${classes.drop} not-on-paper`}
      data-over={isOver || undefined}
      style={{ marginBlockStart: "0.5rem" }}
    >
      <FileButton multiple accept={acceptedEndings} onChange={add} inputProps={{ "aria-label": t`Files` }}>
        {(props) => (
          <Button {...props} size="xs" variant="default" leftSection={<Icon name="clip" size={16} />}>
            <Trans>Attach files</Trans>
          </Button>
        )}
      </FileButton>
      <Text size="xs" c="dimmed" mt={6}>
        {isOver ? (
          <Trans>Drop them anywhere</Trans>
        ) : (
          <Trans>or drop or paste them here. {mostMegabytes} MB each.</Trans>
        )}
      </Text>
    </div>
  );
}

const Full = () => (
  <Text size="xs" c="dimmed" mt="xs" className="not-on-paper">
    <Trans>This ticket has {mostFiles} files, and no room for more.</Trans>
  </Text>
);
