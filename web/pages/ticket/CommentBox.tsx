import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Kbd, Switch, Text, Textarea, Title } from "@mantine/core";
import type { ClipboardEvent } from "react";
import type { Ticket } from "../../api/tickets.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Icon } from "../../parts/icons.tsx";
import { onSendKey } from "../../parts/onSendKey.ts";
import { pastedFiles } from "../../parts/pastedFiles.ts";
import { useTooLong } from "../../parts/useTooLong.ts";
import { isMac } from "../../shortcuts/keys.ts";
import { KeptWords } from "./KeptWords.tsx";
import classes from "./ticket.module.css";
import { useWriting } from "./useWriting.ts";

type Props = { ticket: Ticket; attach: (files: File[]) => void };

/** Where somebody writes a comment, or, after a switch that cannot be overlooked, an internal note. */
export function CommentBox({ ticket, attach }: Props) {
  const { t } = useLingui();
  const writing = useWriting(ticket);
  const { draft, change, send, error } = writing;
  const tooLong = useTooLong("comment")(draft.text);
  const may = (offer: (typeof ticket.allowedActions)[number]) => ticket.allowedActions.includes(offer);
  if (!may("comment")) return <KeptWords writing={writing} />;
  const isInternal = draft.internal;
  const paste = (event: ClipboardEvent) => {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0 || !may("attach")) return;
    event.preventDefault();
    attach(files);
  };
  return (
    <section
      className={`${classes.box} not-on-paper`}
      data-internal={isInternal || undefined}
      aria-labelledby="writing"
    >
      <Title order={2} size="h5" id="writing">
        {isInternal ? (
          <span className={classes.internal}>
            <Icon name="lock" />
            <Trans>Internal note</Trans>
          </span>
        ) : (
          <Trans>Comment</Trans>
        )}
      </Title>
      {(may("note") || isInternal) && (
        <Switch
          my="xs"
          checked={isInternal}
          onChange={(event) => change({ ...draft, internal: event.currentTarget.checked })}
          label={t`Write an internal note`}
          description={
            isInternal
              ? t`Only the assigned technician, the IT head and administrators can see it. The requester cannot.`
              : t`Off: the requester and everybody else who can read the ticket will see it.`
          }
        />
      )}
      <Textarea
        mt="xs"
        aria-label={isInternal ? t`Internal note` : t`Comment`}
        // It would be closed in a week, with what is still wrong said in it.
        description={
          may("reopen") &&
          !isInternal &&
          t`A comment does not reopen the ticket. If something is still wrong, reopen it.`
        }
        placeholder={isInternal ? t`For your colleagues only` : t`Ask, answer or add something`}
        value={draft.text}
        onChange={(event) => change({ ...draft, text: event.currentTarget.value })}
        onKeyDown={onSendKey(() => !tooLong && send())}
        onPaste={paste}
        autosize
        minRows={3}
        maxRows={14}
        error={tooLong}
      />
      {error !== null && <ErrorNotice error={error} />}
      <Group justify="space-between" mt="sm">
        <Text size="xs" visibleFrom="sm" className="for-keyboards">
          <Trans>
            <Kbd size="xs">{isMac() ? "⌘" : "Ctrl"}</Kbd> <Kbd size="xs">Enter</Kbd> sends
          </Trans>
        </Text>
        <Button
          ms="auto"
          color={isInternal ? "orange" : "blue"}
          onClick={send}
          disabled={!draft.text.trim() || tooLong !== null}
          leftSection={isInternal && <Icon name="lock" size={16} />}
        >
          {isInternal ? <Trans>Save internal note</Trans> : <Trans>Send comment</Trans>}
        </Button>
      </Group>
    </section>
  );
}
