import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { Role } from "../../../functions/domain/account.ts";
import { optionsOf, useDepartments } from "../../api/catalogue.ts";
import { Icon } from "../../parts/icons.tsx";
import { roleWords } from "../../parts/words.ts";

type Filters = { role: string; department: string; q: string };
type Props = {
  filters: Filters;
  set: (changed: Partial<Filters>) => void;
  clear: () => void;
  isFiltered: boolean;
  withDepartment: boolean;
};

export function PeopleFilter({ filters, set, clear, isFiltered, withDepartment }: Props) {
  const { t, i18n } = useLingui();
  const departments = useDepartments();
  const [q, setQ] = useState(filters.q);
  const search = useDebouncedCallback((value: string) => set({ q: value.trim() }), 250);
  // Whoever clears the filters, or goes back, sees it in the field.
  useEffect(() => setQ((shown) => (shown.trim() === filters.q ? shown : filters.q)), [filters.q]);
  const allRoles = Object.entries(roleWords).map(([value, words]) => ({ value: value as Role, label: i18n._(words) }));
  return (
    <Group component="search" align="flex-end" gap="sm">
      <TextInput
        label={t`Name or e-mail`}
        placeholder={t`Starts with…`}
        type="search"
        leftSection={<Icon name="search" size={16} />}
        value={q}
        flex="1 1 14rem"
        onChange={({ currentTarget: { value } }) => {
          setQ(value);
          search(value);
        }}
      />
      <NativeSelect
        label={t`Role`}
        flex="1 1 9rem"
        value={filters.role}
        onChange={({ currentTarget }) => set({ role: currentTarget.value })}
        data={[{ value: "", label: t`All roles` }, ...allRoles]}
      />
      {withDepartment && (
        <NativeSelect
          label={t`Department`}
          flex="1 1 9rem"
          value={filters.department}
          onChange={({ currentTarget }) => set({ department: currentTarget.value })}
          data={[{ value: "", label: t`All departments` }, ...optionsOf(departments, filters.department)]}
        />
      )}
      {isFiltered && (
        <Button variant="subtle" onClick={clear}>
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </Group>
  );
}
