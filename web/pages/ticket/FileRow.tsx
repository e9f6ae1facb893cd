import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Group, Text } from "@mantine/core";
import { useDeleteFile } from "../../api/files.ts";
import type { Ticket } from "../../api/tickets.ts";
import { useConfirm } from "../../parts/Confirm.tsx";
import { FileSize } from "../../parts/FileSize.tsx";
import { Icon } from "../../parts/icons.tsx";
import { When } from "../../parts/When.tsx";
import classes from "./ticket.module.css";

type File = Ticket["attachments"][number];
type Props = { ticketId: string; file: File; download: () => void; mayDelete: boolean };

export function FileRow({ ticketId, file, download, mayDelete }: Props) {
  const { t } = useLingui();
  const [ask, dialog] = useConfirm();
  const removal = useDeleteFile(ticketId);
  const remove = () =>
    ask({
      title: t`Remove this file?`,
      body: (
        <>
          <b dir="auto">{file.name}</b>
          <br />
          <Trans>It cannot be restored. The history keeps its name.</Trans>
        </>
      ),
      confirm: <Trans>Remove file</Trans>,
      act: () => removal.mutateAsync(file.id),
    });
  return (
    <li className={classes.file}>
      <div>
        <div className={classes.fileName} dir="auto">
          {file.name}
        </div>
        <Text size="xs" c="dimmed">
          <FileSize bytes={file.size} /> · <bdi>{file.uploadedBy.name}</bdi> · <When at={file.uploadedAt} />
        </Text>
        {file.state === "scanning" && (
          <Text size="xs">
            <Trans>Being checked for malware. You can open it in a moment.</Trans>
          </Text>
        )}
      </div>
      <Group gap={4} wrap="nowrap">
        {file.state === "available" && (
          <ActionIcon variant="subtle" onClick={download} aria-label={t`Download ${file.name}`}>
            <Icon name="download" />
          </ActionIcon>
        )}
        {mayDelete && (
          <ActionIcon variant="subtle" color="red" onClick={remove} aria-label={t`Remove ${file.name}`}>
            <Icon name="trash" />
          </ActionIcon>
        )}
      </Group>
      {dialog}
    </li>
  );
}
