import { useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { Edits } from "../../../functions/domain/event.ts";
import { useShown } from "./Conflict.tsx";
import { type Field, fields, type Words } from "./editing.ts";
import { fieldWords } from "./fieldWords.ts";
import classes from "./ticket.module.css";

/** What an edit changed, from what to what. */
export function EditDetails({ changes }: { changes: Edits }) {
  return (
    <div className={classes.changes}>
      {fields
        .filter((field) => changes[field])
        .map((field) => (
          <Detail key={field} field={field} changes={changes} />
        ))}
    </div>
  );
}

function Detail({ field, changes }: { field: Field; changes: Edits }) {
  const { i18n } = useLingui();
  const shown = useShown(field);
  const change = changes[field];
  if (!change) return null;
  const value = (of: string) => shown({ [field]: of } as Words);
  return (
    <Text size="sm" component="div">
      {i18n._(fieldWords[field])}: <del dir="auto">{value(change.from)}</del> <ins dir="auto">{value(change.to)}</ins>
    </Text>
  );
}
