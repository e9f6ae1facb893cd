import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Department } from "../../../functions/domain/category.ts";
import { departmentsQuery } from "../../api/catalogue.ts";
import { usePutDepartment } from "../../api/catalogueWrites.ts";
import { Dialog } from "../../parts/Dialog.tsx";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Icon } from "../../parts/icons.tsx";
import { OnlyFor } from "../../parts/OnlyFor.tsx";
import { Page } from "../../parts/Page.tsx";
import { useToast } from "../../parts/Toast.tsx";
import { DepartmentForm } from "./DepartmentForm.tsx";
import { EntryTable } from "./EntryTable.tsx";
import { Heads } from "./Heads.tsx";
import { useEntryDialog } from "./useEntryDialog.ts";

export const Component = () => (
  <OnlyFor roles={["admin"]}>
    <Departments />
  </OnlyFor>
);

function Departments() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(departmentsQuery);
  const { mutate, error: refusal } = usePutDepartment();
  const saving = usePutDepartment();
  const { known, isOpen, opening, open, close, leave } = useEntryDialog<Department>(saving);
  const [tell, toast] = useToast();
  const saved = ({ name }: Department, warnings: string[]) => {
    close();
    tell({ message: <Trans>{name} is saved.</Trans>, warnings });
  };
  function setActive(department: Department, active: boolean): void {
    const { name } = department;
    const done = (warnings: string[]) =>
      active
        ? tell({ message: <Trans>{name} can be chosen again.</Trans>, warnings })
        : tell({
            message: <Trans>{name} is retired. Nobody new can join it; whoever is in it stays.</Trans>,
            undo: () => setActive({ ...department, active: false }, true),
          });
    mutate({ known: department, wanted: { ...department, active } }, { onSuccess: ({ warnings }) => done(warnings) });
  }
  const add = (
    <Button leftSection={<Icon name="plus" />} onClick={() => open(null)}>
      <Trans>Add a department</Trans>
    </Button>
  );
  return (
    <Page title={t`Departments`} actions={add}>
      <Text c="dimmed">
        <Trans>Where people work. The head of a department decides on its tickets.</Trans>
      </Text>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {refusal && <ErrorNotice error={refusal} />}
      {data?.length === 0 && <EmptyState title={<Trans>There are no departments yet</Trans>} action={add} />}
      {(data || !error) && data?.length !== 0 && (
        <EntryTable
          label={t`Departments`}
          entries={data}
          column={<Trans>Head</Trans>}
          cell={(department) => <Heads of={department} />}
          edit={open}
          setActive={setActive}
        />
      )}
      <Dialog title={known ? t`Edit ${known.name}` : t`Add a department`} isOpen={isOpen} close={leave}>
        <DepartmentForm key={opening} known={known} leave={leave} saving={saving} saved={saved} />
      </Dialog>
      {toast}
    </Page>
  );
}
