import { useLingui } from "@lingui/react/macro";
import { Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Role } from "../../functions/domain/account.ts";
import { personQuery, someQuery } from "../api/users.ts";

type Shortcut = { value: string; label: string };
type Props = Pick<SelectProps, "label" | "aria-label" | "flex"> & {
  /** An account's id, or the value of a shortcut; empty: anybody. */
  value: string;
  choose: (value: string) => void;
  anybody: string;
  /** Only people of this role. */
  ofRole?: Role;
  /** What stands first, whatever is looked for. */
  shortcuts?: readonly Shortcut[];
};

/** Finds somebody by the beginning of their name or e-mail. */
export function PersonSelect({ value, choose, anybody, ofRole, shortcuts = [], ...look }: Props) {
  const { t } = useLingui();
  const [written, setWritten] = useState("");
  const [isAsked, setAsked] = useState(false);
  const [q] = useDebouncedValue(written.trim(), 250);
  const isSomebody = value !== "" && !shortcuts.some((one) => one.value === value);
  const { data: chosen } = useQuery({ ...personQuery(value), enabled: isSomebody });
  // Once somebody is chosen, their name stands in the field: that is no search.
  const isSearch = ![chosen?.name, ...shortcuts.map(({ label }) => label)].includes(q);
  const people = useQuery({
    ...someQuery(isSearch ? q : "", ofRole),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const names = new Map(people.data?.map(({ id, name }) => [id, name]));
  if (isSomebody) names.set(value, chosen?.name ?? "…");
  return (
    <Select
      {...look}
      placeholder={anybody}
      searchable
      clearable
      clearButtonProps={{ "aria-label": anybody }}
      value={value || null}
      data-set={value ? true : undefined}
      onChange={(id) => choose(id ?? "")}
      searchValue={written}
      onSearchChange={setWritten}
      onDropdownOpen={() => setAsked(true)}
      // Beside the field, so that it stays in the page's landmark, and as high as the ten that are asked for.
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={420}
      // The service has searched, by e-mail too: what it found is what there is to choose.
      filter={({ options }) => options}
      nothingFoundMessage={people.isFetching ? t`Searching…` : t`No name or e-mail starts with this`}
      data={[...shortcuts, ...[...names].map(([id, name]) => ({ value: id, label: name }))]}
    />
  );
}
