import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { Priority } from "../../../functions/domain/ticket.ts";
import { categoriesQuery, optionsOf } from "../../api/catalogue.ts";
import type { Faults } from "../../api/faults.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { priorityWords } from "../../parts/words.ts";
import { ApprovalPath } from "./ApprovalPath.tsx";
import type { useChosenFiles } from "./chosenFiles.ts";
import { FilePicker } from "./FilePicker.tsx";
import type { Fields, useTicketDraft } from "./ticketDraft.ts";
import { useDropAndPaste } from "./useDropAndPaste.ts";

type Props = {
  draft: ReturnType<typeof useTicketDraft>;
  files: ReturnType<typeof useChosenFiles>;
  faults: Faults<keyof Fields>;
  error: unknown;
  isSending: boolean;
  isPaused: boolean;
  send: () => void;
};

/** One short form. */
export function TicketForm({ draft, files, faults, error, isSending, isPaused, send }: Props) {
  const { t, i18n } = useLingui();
  const { data: categories = [], error: unread, refetch } = useQuery(categoriesQuery);
  const { isOver, ...drop } = useDropAndPaste(files.add);
  const { fields, set } = draft;
  const category = categories.find(({ id }) => id === fields.category);
  const discard = () => {
    draft.clear();
    files.clear();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form noValidate onSubmit={submit} className="ticket-form" data-dragging={isOver || undefined} {...drop}>
      <Stack gap="md">
        {Boolean(error) && <ErrorNotice error={error} />}
        <fieldset disabled={isSending} className="fields">
          <TextInput
            label={t`Title`}
            name="title"
            placeholder={t`What is it about, in a few words?`}
            required
            value={fields.title}
            error={faults.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <Textarea
            label={t`Description`}
            name="description"
            placeholder={t`What happened, what did you expect, and since when? What do you need?`}
            required
            autosize
            minRows={6}
            maxRows={20}
            value={fields.description}
            error={faults.description}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <Group grow align="flex-start" gap="md" className="two-fields">
            <NativeSelect
              label={t`Category`}
              name="category"
              required
              value={fields.category}
              error={faults.category}
              onChange={(event) => set({ category: event.currentTarget.value })}
              data={[
                { value: "", label: t`Choose one`, disabled: true },
                ...optionsOf(
                  categories.filter(({ active }) => active),
                  fields.category,
                ),
              ]}
            />
            <NativeSelect
              label={t`Priority`}
              name="priority"
              value={fields.priority}
              error={faults.priority}
              onChange={(event) => set({ priority: event.currentTarget.value as Priority })}
              data={Object.entries(priorityWords).map(([value, words]) => ({ value, label: i18n._(words) }))}
            />
          </Group>
          {unread && categories.length === 0 && <ErrorNotice error={unread} retry={() => void refetch()} />}
          <ApprovalPath stages={category?.approvals ?? null} />
          <FilePicker {...files} />
        </fieldset>
        <Group gap="sm">
          <Button type="submit" loading={isSending}>
            <Trans>Raise ticket</Trans>
          </Button>
          {(draft.isBegun || files.files.length > 0) && !isSending && (
            <Button variant="subtle" color="gray" onClick={discard}>
              <Trans>Discard</Trans>
            </Button>
          )}
          <Text size="sm" c="dimmed" role="status">
            {isPaused && <Trans>You are offline. It will be sent when you are back online.</Trans>}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
