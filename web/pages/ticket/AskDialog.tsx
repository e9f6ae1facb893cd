import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { asProse } from "../../../functions/domain/asKept.ts";
import { useDeed } from "../../api/deed.ts";
import { useMe } from "../../api/me.ts";
import type { Ticket } from "../../api/tickets.ts";
import { Dialog } from "../../parts/Dialog.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { onSendKey } from "../../parts/onSendKey.ts";
import { placeOn, useDraft } from "../../parts/useDraft.ts";
import { useTooLong } from "../../parts/useTooLong.ts";
import type { Step } from "./steps.ts";

type Props = { ticket: Ticket; step: Step; close: () => void };

/** Says what a step leads to, and asks for the words that go with it. What was typed is kept until the step is taken. */
export function AskDialog({ ticket, step, close }: Props) {
  const { t, i18n } = useLingui();
  const deed = useDeed(ticket.id);
  const { value: words, change, forget } = useDraft(placeOn(ticket.id, useMe().id, step.name), "");
  const tooLong = useTooLong("comment")(words);
  const field = useRef<HTMLTextAreaElement>(null);
  const [isMissing, setMissing] = useState(false);
  // The ticket as it was when it was asked: a stage that comes after must not be decided by a late click.
  const [asked] = useState(ticket);
  const { asks } = step;
  if (!asks) return null;
  // Whoever left it now would not hear whether it has worked.
  const leave = () => !deed.isPending && close();
  const done = () => {
    forget();
    close();
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (deed.isPending) return;
    const said = asProse(words);
    if (tooLong || (asks.isRequired && !said)) {
      setMissing(true);
      return field.current?.focus();
    }
    deed.mutate(step.deed(asked, said || undefined), { onSuccess: done });
  };
  return (
    <Dialog title={i18n._(asks.title)} isOpen close={leave} withoutCross>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{i18n._(asks.explains)}</Text>
          <fieldset disabled={deed.isPending} className="fields">
            <Textarea
              ref={field}
              label={i18n._(asks.label)}
              required={asks.isRequired ?? false}
              error={tooLong ?? (isMissing && asks.isRequired && !words.trim() ? t`Please write a few words.` : null)}
              value={words}
              onChange={(event) => change(event.currentTarget.value)}
              onKeyDown={onSendKey(() => submit())}
              autosize
              minRows={3}
              maxRows={12}
              data-autofocus
            />
          </fieldset>
          {deed.error && <ErrorNotice error={deed.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} disabled={deed.isPending}>
              <Trans>Not now</Trans>
            </Button>
            <Button type="submit" color={step.color ?? "blue"} loading={deed.isPending}>
              {i18n._(step.label)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
