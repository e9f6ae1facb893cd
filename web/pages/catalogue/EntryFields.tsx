import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import type { useEntry } from "./useEntry.ts";

type Props = { entry: ReturnType<typeof useEntry>; isNew: boolean };

/** What a category or a department is called, and its id, which stays. */
export function EntryFields({ entry, isNew }: Props) {
  const { t } = useLingui();
  return (
    <>
      <TextInput
        label={t`Name`}
        required
        data-autofocus
        maxLength={100}
        autoComplete="off"
        value={entry.name}
        onChange={({ currentTarget }) => entry.setName(currentTarget.value)}
        error={entry.nameFault}
      />
      {isNew && (
        <TextInput
          label={t`ID`}
          description={t`Used in links and exports. It cannot be changed later.`}
          required
          maxLength={50}
          autoComplete="off"
          value={entry.id}
          onChange={({ currentTarget }) => entry.setId(currentTarget.value)}
          error={entry.idFault}
        />
      )}
    </>
  );
}
