import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Progress, Text } from "@mantine/core";
import { Refusal } from "../../api/client.ts";
import { mayRetry, type Upload } from "../../api/files.ts";
import { Icon } from "../../parts/icons.tsx";
import classes from "./ticket.module.css";

type Props = { upload: Upload; retry: () => void; forget: () => void };

/** A file on its way: how far it is, or why it did not get there. */
export function UploadRow({ upload, retry, forget }: Props) {
  const { t } = useLingui();
  const { file, stage, sent } = upload;
  const percent = Math.round(sent * 100);
  return (
    <li className={classes.file}>
      <div className={classes.fileName} dir="auto">
        {file.name}
      </div>
      <ActionIcon
        variant="subtle"
        onClick={forget}
        aria-label={stage === "failed" ? t`Forget ${file.name}` : t`Stop ${file.name}`}
      >
        <Icon name="close" />
      </ActionIcon>
      <div style={{ gridColumn: "1 / -1" }}>
        {stage === "failed" ? (
          <Failure upload={upload} retry={retry} />
        ) : (
          <>
            <Progress
              value={percent}
              aria-label={t`How much of ${file.name} is sent`}
              animated={stage === "checking"}
            />
            <Text size="xs" c="dimmed" mt={2}>
              {stage === "checking" ? <Trans>Being checked…</Trans> : <Trans>{percent} % sent</Trans>}
            </Text>
          </>
        )}
      </div>
    </li>
  );
}

function Failure({ upload, retry }: { upload: Upload; retry: () => void }) {
  const { error } = upload;
  return (
    <div role="alert">
      <Text size="xs" c="var(--mantine-color-error)">
        {error instanceof Refusal ? (
          <Trans>This file was refused: {error.message}.</Trans>
        ) : (
          <Trans>It could not be sent: the connection broke off.</Trans>
        )}
      </Text>
      {mayRetry(upload) && (
        <Button size="compact-xs" variant="default" mt={4} onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  );
}
