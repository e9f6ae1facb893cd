import { useLingui } from "@lingui/react/macro";
import { Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Role } from "../../functions/domain/account.ts";
import { useMe } from "../api/me.ts";
import { personQuery, someQuery } from "../api/users.ts";

type Props = Pick<SelectProps, "label" | "aria-label" | "flex"> & {
  /** An account's id, or "me"; empty: anybody. */
  value: string;
  choose: (value: string) => void;
  anybody: string;
  /** Only people of this role. */
  ofRole?: Role;
  /** Whoever looks stands first. */
  meFirst?: boolean;
};

/** Finds somebody by the beginning of their name or e-mail. */
export function PersonSelect({ value, choose, anybody, ofRole, meFirst = false, ...look }: Props) {
  const { t } = useLingui();
  const me = useMe();
  const [written, setWritten] = useState("");
  const [isAsked, setAsked] = useState(false);
  const [q] = useDebouncedValue(written.trim(), 250);
  const { data: chosen } = useQuery({ ...personQuery(value), enabled: value !== "" && value !== "me" });
  const names = new Map<string, string>();
  if (meFirst || value === "me") names.set("me", t`Me (${me.name})`);
  if (value !== "" && value !== "me") names.set(value, chosen?.name ?? "…");
  // Once somebody is chosen, their name stands in the field: that is no search.
  const search = q === names.get(value) ? "" : q;
  const people = useQuery({ ...someQuery(search, ofRole), enabled: isAsked, placeholderData: keepPreviousData });
  for (const { id, name } of people.data ?? []) if (!meFirst || id !== me.id) names.set(id, name);
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
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
    />
  );
}
