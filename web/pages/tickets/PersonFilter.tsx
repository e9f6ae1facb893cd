import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "../../api/me.ts";
import { peopleQuery, personQuery } from "../../api/users.ts";

type Props = { kind: "assignee" | "requester"; value: string; change: (id: string) => void };

/** Whose tickets: found by how their name or e-mail begins. */
export function PersonFilter({ kind, value, change }: Props) {
  const { t } = useLingui();
  const me = useMe();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  const isSomebody = value !== "" && value !== "me";
  const chosen = useQuery({ ...personQuery(value), enabled: isSomebody }).data;
  const isName = chosen?.name === q;
  const [isAsked, setAsked] = useState(false);
  const filters = { ...(kind === "assignee" && { role: "technician" as const }), ...(q && !isName && { q }) };
  const people = useInfiniteQuery({ ...peopleQuery(filters), enabled: isAsked });
  const found = people.data?.pages.flatMap(({ items }) => items) ?? [];
  const options = new Map<string, string>(kind === "requester" ? [["me", t`Me (${me.name})`]] : []);
  if (isSomebody) options.set(value, chosen?.name ?? "…");
  for (const person of found) if (person.id !== me.id) options.set(person.id, person.name);
  const nobody = kind === "assignee" ? t`Any assignee` : t`Anybody's`;
  return (
    <Select
      aria-label={kind === "assignee" ? t`Assignee` : t`Raised by`}
      placeholder={nobody}
      data={[...options].map(([id, label]) => ({ value: id, label }))}
      value={value || null}
      data-set={value ? true : undefined}
      onChange={(id) => change(id ?? "")}
      onSearchChange={setTyped}
      nothingFoundMessage={t`Nobody found`}
      onDropdownOpen={() => setAsked(true)}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t`Clear` }}
    />
  );
}
