import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { optionsOf, useCategories, useDepartments } from "../../api/catalogue.ts";
import { useMe } from "../../api/me.ts";
import { PersonSelect } from "../../parts/PersonSelect.tsx";
import { priorityWords, statusWords } from "../../parts/words.ts";
import { type FilterName, filterNames, useAddress } from "./addressedList.ts";
import { allStatuses, statusGroups } from "./statusGroups.ts";

/** Narrows the list, as far as the role makes sense of it; on a phone, behind one button. */
export function FilterBar() {
  const { t, i18n } = useLingui();
  const { role } = useMe();
  const { address, change } = useAddress();
  const [isOpen, setOpen] = useState(false);
  const categories = useCategories();
  const departments = useDepartments();
  const set = filterNames.filter((name) => name !== "q" && address[name]);
  const clear = () => change(Object.fromEntries(filterNames.map((name) => [name, ""])));
  const field = (name: FilterName) => ({
    value: address[name] ?? "",
    "data-set": address[name] ? true : undefined,
    onChange: (event: { currentTarget: HTMLSelectElement }) => change({ [name]: event.currentTarget.value }),
  });
  const statuses = [
    {
      group: t`Groups`,
      items: Object.entries(statusGroups).map(([value, { label }]) => ({ value, label: i18n._(label) })),
    },
    { group: t`Single status`, items: allStatuses.map((value) => ({ value, label: i18n._(statusWords[value]) })) },
  ];
  const priorities = Object.entries(priorityWords).map(([value, label]) => ({ value, label: i18n._(label) }));
  return (
    <>
      <Button
        variant="default"
        hiddenFrom="sm"
        aria-expanded={isOpen}
        aria-controls="filters"
        onClick={() => setOpen(!isOpen)}
      >
        {set.length > 0 ? <Trans>Filters ({set.length})</Trans> : <Trans>Filters</Trans>}
      </Button>
      <fieldset id="filters" className="filters" data-open={isOpen} aria-label={t`Filters`}>
        <NativeSelect
          aria-label={t`Status`}
          data={[{ value: "", label: t`Any status` }, ...statuses]}
          {...field("status")}
        />
        <NativeSelect
          aria-label={t`Priority`}
          data={[{ value: "", label: t`Any priority` }, ...priorities]}
          {...field("priority")}
        />
        <NativeSelect
          aria-label={t`Category`}
          data={[{ value: "", label: t`Any category` }, ...optionsOf(categories, address.category ?? "")]}
          {...field("category")}
        />
        {(role === "admin" || role === "it_head") && (
          <>
            <NativeSelect
              aria-label={t`Department`}
              data={[{ value: "", label: t`Any department` }, ...optionsOf(departments, address.department ?? "")]}
              {...field("department")}
            />
            <PersonSelect
              aria-label={t`Assignee`}
              anybody={t`Any assignee`}
              ofRole="technician"
              value={address.assignee ?? ""}
              choose={(assignee) => change({ assignee })}
            />
          </>
        )}
        {role !== "user" && role !== "technician" && (
          <PersonSelect
            aria-label={t`Raised by`}
            anybody={t`Any requester`}
            meFirst
            value={address.requester ?? ""}
            choose={(requester) => change({ requester })}
          />
        )}
        {set.length > 0 && (
          <Button variant="subtle" onClick={clear}>
            <Trans>Clear filters</Trans>
          </Button>
        )}
      </fieldset>
    </>
  );
}
