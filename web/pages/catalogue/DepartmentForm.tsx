import type { Department } from "../../../functions/domain/category.ts";
import { useDepartments } from "../../api/catalogue.ts";
import type { usePutDepartment } from "../../api/catalogueWrites.ts";
import { EntryForm } from "./EntryForm.tsx";
import { useEntry } from "./useEntry.ts";

type Props = {
  known: Department | null;
  leave: () => void;
  saving: ReturnType<typeof usePutDepartment>;
  saved: (one: Department, warnings: string[]) => void;
};

export function DepartmentForm({ known, leave, saving: { mutate, error, isPending }, saved }: Props) {
  const all = useDepartments();
  const entry = useEntry(known, all, error);
  const save = () => {
    const wanted = { id: entry.id, name: entry.name.trim(), active: known?.active ?? true };
    mutate({ known, wanted }, { onSuccess: ({ saved: one, warnings }) => saved(one, warnings) });
  };
  return <EntryForm entry={entry} isNew={!known} isPending={isPending} save={save} leave={leave} />;
}
