import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { FormEvent } from "react";
import { type Priority, priorities } from "../../../functions/domain/ticket.ts";
import { optionsOf, useCategories } from "../../api/catalogue.ts";
import type { Ticket } from "../../api/tickets.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { useTooLong } from "../../parts/useTooLong.ts";
import { priorityWords } from "../../parts/words.ts";
import { Conflict } from "./Conflict.tsx";
import { useEditing } from "./useEditing.ts";

/** Changes what the ticket says. */
export function EditDialog({ ticket, close }: { ticket: Ticket; close: () => void }) {
  const { t, i18n } = useLingui();
  const editing = useEditing(ticket, close);
  const { mine, change } = editing;
  const [titleFault, descriptionFault] = [useTooLong("title")(mine.title), useTooLong("description")(mine.description)];
  const isPhone = useMediaQuery("(max-width: 48em)");
  const categories = useCategories().filter(({ id, active }) => active || id === ticket.category);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!titleFault && !descriptionFault) void editing.save();
  };
  return (
    <Modal
      opened
      onClose={() => !editing.isBusy && close()}
      title={t`Edit ${ticket.id}`}
      size="lg"
      fullScreen={isPhone ?? false}
      closeButtonProps={{ "aria-label": t`Close this dialog` }}
      closeOnClickOutside={false}
    >
      <form onSubmit={submit}>
        <Stack>
          {editing.theirs && <Conflict editing={editing} theirs={editing.theirs} />}
          <fieldset disabled={editing.isBusy} className="fields">
            <TextInput
              label={t`Title`}
              required
              value={mine.title}
              error={titleFault}
              onChange={(event) => change({ title: event.currentTarget.value })}
              data-autofocus
            />
            <Textarea
              label={t`Description`}
              required
              autosize
              minRows={4}
              maxRows={16}
              value={mine.description}
              error={descriptionFault}
              onChange={(event) => change({ description: event.currentTarget.value })}
            />
            {ticket.allowedActions.includes("editCategory") && (
              <NativeSelect
                label={t`Category`}
                description={t`Changing the category may restart the approval.`}
                data={optionsOf(categories, mine.category)}
                value={mine.category}
                onChange={(event) => change({ category: event.currentTarget.value })}
              />
            )}
            <NativeSelect
              label={t`Priority`}
              data={priorities.map((value) => ({ value, label: i18n._(priorityWords[value]) }))}
              value={mine.priority}
              onChange={(event) => change({ priority: event.currentTarget.value as Priority })}
            />
          </fieldset>
          {Boolean(editing.error) && <ErrorNotice error={editing.error} />}
          {!editing.theirs && (
            <Group justify="flex-end">
              <Button variant="default" onClick={editing.discard} disabled={editing.isBusy}>
                <Trans>Discard changes</Trans>
              </Button>
              <Button type="submit" loading={editing.isBusy}>
                <Trans>Save</Trans>
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
