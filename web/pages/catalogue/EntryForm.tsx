import { Trans } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { useFocusOnFault } from "../../parts/useFocusOnFault.ts";
import { EntryFields } from "./EntryFields.tsx";
import type { useEntry } from "./useEntry.ts";

type Props = {
  entry: ReturnType<typeof useEntry>;
  isNew: boolean;
  isPending: boolean;
  save: () => void;
  leave: () => void;
  children?: ReactNode;
};

/** The form of a category or a department, around the fields that only one of them has. */
export function EntryForm({ entry, isNew, isPending, save, leave, children }: Props) {
  const form = useFocusOnFault(entry.nameFault ?? entry.idFault);
  function submit(event: FormEvent): void {
    event.preventDefault();
    entry.tried();
    if (entry.isGood) save();
  }
  return (
    <form onSubmit={submit} ref={form} noValidate>
      <Stack gap="md">
        {entry.rest !== null && <ErrorNotice error={entry.rest} />}
        <fieldset disabled={isPending} className="fields">
          <EntryFields entry={entry} isNew={isNew} />
          {children}
        </fieldset>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={leave} disabled={isPending}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={isPending}>
            {isNew ? <Trans>Add</Trans> : <Trans>Save</Trans>}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
