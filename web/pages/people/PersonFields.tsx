import { useLingui } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import type { Role } from "../../../functions/domain/account.ts";
import { optionsOf, useDepartments } from "../../api/catalogue.ts";
import type { Faults } from "../../api/faults.ts";
import { roleWords } from "../../parts/words.ts";

export type PersonContent = { email: string; name: string; role: Role; department: string; phone: string };
export const personFields = ["email", "name", "role", "department", "phone"] as const;

type Props = {
  content: PersonContent;
  set: (changed: Partial<PersonContent>) => void;
  faults: Faults<(typeof personFields)[number]>;
  roles: readonly Role[];
  /** The one department that there is to choose, or all. */
  only?: string | null;
};

/** Name, role, department and phone: the same for somebody new and somebody known. */
export function PersonFields({ content, set, faults, roles, only = null }: Props) {
  const { t, i18n } = useLingui();
  const departments = useDepartments().filter(({ id, active }) =>
    only ? id === only : active || id === content.department,
  );
  return (
    <>
      <TextInput
        label={t`Name`}
        required
        maxLength={100}
        autoComplete="off"
        value={content.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        error={faults.name}
      />
      <NativeSelect
        label={t`Role`}
        value={content.role}
        onChange={({ currentTarget }) => set({ role: currentTarget.value as Role })}
        data={roles.map((role) => ({ value: role, label: i18n._(roleWords[role]) }))}
        error={faults.role}
      />
      {content.role !== "admin" && (
        <NativeSelect
          label={t`Department`}
          required
          value={content.department}
          onChange={({ currentTarget }) => set({ department: currentTarget.value })}
          data={[
            ...(only ? [] : [{ value: "", label: t`Choose a department` }]),
            ...optionsOf(departments, content.department),
          ]}
          error={faults.department}
        />
      )}
      <TextInput
        label={t`Phone`}
        description={t`Optional. For text messages, with the country code: +49 151 12345678.`}
        type="tel"
        autoComplete="off"
        value={content.phone}
        onChange={({ currentTarget }) => set({ phone: currentTarget.value })}
        error={faults.phone}
      />
    </>
  );
}
