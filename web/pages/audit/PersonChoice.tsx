import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { personQuery, someQuery } from "../../api/users.ts";

type Props = { value: string; choose: (id: string) => void };

/** Finds somebody by the beginning of their name or e-mail. */
export function PersonChoice({ value, choose }: Props) {
  const { t } = useLingui();
  const [written, setWritten] = useState("");
  const [q] = useDebouncedValue(written.trim(), 250);
  const { data: chosen } = useQuery({ ...personQuery(value), enabled: value !== "" });
  // Once somebody is chosen, their name stands in the field: that is no search.
  const search = q === chosen?.name ? "" : q;
  const { data: found = [] } = useQuery({ ...someQuery(search), placeholderData: keepPreviousData });
  const people = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      label={t`Person`}
      placeholder={t`Anybody`}
      flex="1 1 14rem"
      searchable
      clearable
      clearButtonProps={{ "aria-label": t`Anybody` }}
      value={chosen ? chosen.id : null}
      onChange={(id) => choose(id ?? "")}
      searchValue={written}
      onSearchChange={setWritten}
      // Beside the field, so that it stays in the page's landmark, and as high as the ten that are asked for.
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={420}
      // The service has searched, by e-mail too: what it found is what there is to choose.
      filter={({ options }) => options}
      nothingFoundMessage={t`Nobody's name or e-mail begins so`}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
