import { Trans, useLingui } from "@lingui/react/macro";
import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Category } from "../../../functions/domain/category.ts";
import { useCategories } from "../../api/catalogue.ts";
import type { usePutCategory } from "../../api/catalogueWrites.ts";
import { type PathName, pathOf, paths } from "./approvalPath.ts";
import { EntryForm } from "./EntryForm.tsx";
import { useEntry } from "./useEntry.ts";

type Props = {
  known: Category | null;
  leave: () => void;
  saving: ReturnType<typeof usePutCategory>;
  saved: (category: Category, warnings: string[]) => void;
};

export function CategoryForm({ known, leave, saving: { mutate, error, isPending }, saved }: Props) {
  const { t, i18n } = useLingui();
  const all = useCategories();
  const entry = useEntry(known, all, error);
  const [path, setPath] = useState<PathName>(pathOf(known?.approvals ?? []));
  const save = () => {
    const approvals = [...paths[path].stages];
    const wanted = { id: entry.id, name: entry.name.trim(), approvals, active: known?.active ?? true };
    mutate({ known, wanted }, { onSuccess: ({ saved: one, warnings }) => saved(one, warnings) });
  };
  return (
    <EntryForm entry={entry} isNew={!known} isPending={isPending} save={save} leave={leave}>
      <Radio.Group
        label={t`Who approves`}
        value={path}
        onChange={(value) => setPath(value as PathName)}
        name="approvals"
      >
        <Stack gap="sm" mt="xs">
          {Object.entries(paths).map(([name, { words, follows }]) => (
            <Radio key={name} value={name} label={i18n._(words)} description={i18n._(follows)} />
          ))}
        </Stack>
      </Radio.Group>
      {known && (
        <Text size="sm" c="dimmed">
          <Trans>Existing tickets keep the approvals they were raised with.</Trans>
        </Text>
      )}
    </EntryForm>
  );
}
