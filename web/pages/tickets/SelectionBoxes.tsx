import { useLingui } from "@lingui/react/macro";
import { Checkbox } from "@mantine/core";
import type { TicketRow } from "../../api/ticketRow.ts";
import type { Selection } from "./useSelection.ts";

export function SelectRow({ row: { id, title }, selection }: { row: TicketRow; selection: Selection }) {
  const { t } = useLingui();
  return (
    <Checkbox
      size="xs"
      aria-label={t`Select ${title}`}
      checked={selection.has(id)}
      onChange={() => selection.toggle(id)}
    />
  );
}

export function SelectAll({ selection: { tickets, of, toggleAll } }: { selection: Selection }) {
  const { t } = useLingui();
  return (
    <Checkbox
      size="xs"
      aria-label={t`Select all that can be assigned`}
      disabled={of === 0}
      checked={of > 0 && tickets.length === of}
      indeterminate={tickets.length > 0 && tickets.length < of}
      onChange={toggleAll}
    />
  );
}
