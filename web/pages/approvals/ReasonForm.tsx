import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import type { Decision } from "../../api/approvals.ts";
import { useMe } from "../../api/me.ts";
import type { TicketRow } from "../../api/ticketRow.ts";
import { onSendKey } from "../../parts/onSendKey.ts";
import { placeOn, useDraft } from "../../parts/useDraft.ts";
import { useTooLong } from "../../parts/useTooLong.ts";

type Props = { decision: Decision["decision"]; row: TicketRow; send: (comment: string) => void; cancel: () => void };

/** The words of a decision. A rejection cannot be taken back, so its reason is what confirms it. */
export function ReasonForm({ decision, row, send, cancel }: Props) {
  const { t } = useLingui();
  const { value: words, change } = useDraft(placeOn(row.id, useMe().id, decision), "");
  const tooLong = useTooLong("comment")(words);
  const field = useRef<HTMLTextAreaElement>(null);
  const [isMissing, setMissing] = useState(false);
  const isRejection = decision === "reject";
  const requester = row.requester.name;
  function submit(event?: FormEvent): void {
    event?.preventDefault();
    const said = words.trim();
    setMissing(isRejection && !said);
    if (tooLong || (isRejection && !said)) field.current?.focus();
    else send(said);
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") cancel();
    onSendKey(submit)(event);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Textarea
          ref={field}
          autoFocus
          label={isRejection ? t`Why are you rejecting it?` : t`Comment`}
          description={
            isRejection ? t`${requester} will see this. A rejection cannot be undone.` : t`${requester} will see this.`
          }
          error={
            tooLong ??
            (isMissing && words.trim() === "" && t`Give a reason, so that ${requester} knows what to do next.`)
          }
          withAsterisk={isRejection}
          autosize
          minRows={2}
          maxRows={10}
          value={words}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={press}
        />
        <Group gap="sm">
          <Button type="submit" color={isRejection ? "red" : "teal"}>
            {isRejection ? <Trans>Reject</Trans> : <Trans>Approve</Trans>}
          </Button>
          <Button variant="default" onClick={cancel}>
            <Trans>Cancel</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
