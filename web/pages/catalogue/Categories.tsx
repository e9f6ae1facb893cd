import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Category } from "../../../functions/domain/category.ts";
import { categoriesQuery } from "../../api/catalogue.ts";
import { usePutCategory } from "../../api/catalogueWrites.ts";
import { Dialog } from "../../parts/Dialog.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Icon } from "../../parts/icons.tsx";
import { OnlyFor } from "../../parts/OnlyFor.tsx";
import { Page } from "../../parts/Page.tsx";
import { useToast } from "../../parts/Toast.tsx";
import { CategoryForm } from "./CategoryForm.tsx";
import { EntryTable } from "./EntryTable.tsx";
import { PathWords } from "./PathWords.tsx";
import { useEntryDialog } from "./useEntryDialog.ts";

export const Component = () => (
  <OnlyFor roles={["admin"]}>
    <Categories />
  </OnlyFor>
);

function Categories() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(categoriesQuery);
  const { mutate, error: refusal } = usePutCategory();
  const saving = usePutCategory();
  const { known, isOpen, opening, open, close, leave } = useEntryDialog<Category>(saving);
  const [tell, toast] = useToast();
  const saved = ({ name }: Category, warnings: string[]) => {
    close();
    tell({ message: <Trans>{name} is saved.</Trans>, warnings });
  };
  function setActive(category: Category, active: boolean): void {
    const { name } = category;
    const done = (warnings: string[]) =>
      active
        ? tell({ message: <Trans>{name} can be chosen again.</Trans>, warnings })
        : tell({
            message: <Trans>{name} is retired. No new tickets can be raised in it; existing ones carry on.</Trans>,
            undo: () => setActive({ ...category, active: false }, true),
          });
    mutate({ known: category, wanted: { ...category, active } }, { onSuccess: ({ warnings }) => done(warnings) });
  }
  const add = (
    <Button leftSection={<Icon name="plus" />} onClick={() => open(null)}>
      <Trans>Add a category</Trans>
    </Button>
  );
  return (
    <Page title={t`Categories`} actions={add}>
      <Text c="dimmed">
        <Trans>What tickets are about, and who has to approve them before work begins.</Trans>
      </Text>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {refusal && <ErrorNotice error={refusal} />}
      {(data || !error) && (
        <EntryTable
          label={t`Categories`}
          entries={data}
          column={<Trans>Approval</Trans>}
          cell={({ approvals }) => <PathWords stages={approvals} />}
          edit={open}
          setActive={setActive}
        />
      )}
      <Dialog title={known ? t`Edit ${known.name}` : t`Add a category`} isOpen={isOpen} close={leave}>
        <CategoryForm key={opening} known={known} leave={leave} saving={saving} saved={saved} />
      </Dialog>
      {toast}
    </Page>
  );
}
