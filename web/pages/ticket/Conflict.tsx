import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useNameOf } from "../../api/catalogue.ts";
import type { Ticket } from "../../api/tickets.ts";
import { Icon } from "../../parts/icons.tsx";
import { priorityWords } from "../../parts/words.ts";
import { changedFields, type Field, type Words, wordsOf } from "./editing.ts";
import { fieldWords } from "./fieldWords.ts";
import classes from "./ticket.module.css";
import type { useEditing } from "./useEditing.ts";

type Props = { editing: ReturnType<typeof useEditing>; theirs: Ticket };

/** Somebody else changed the same ticket meanwhile: what they changed, beside what I did. Nothing of mine is lost. */
export function Conflict({ editing: { base, mine, takeTheirs, keepMine, isBusy }, theirs }: Props) {
  const { t } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus();
  }, []);
  const touched = new Set(changedFields(base, mine));
  return (
    <Alert
      ref={place}
      tabIndex={-1}
      role="alert"
      color="orange"
      icon={<Icon name="warning" />}
      title={t`Somebody else has changed this ticket in the meantime`}
    >
      <Stack gap="sm">
        {changedFields(base, wordsOf(theirs)).map((field) => (
          <Both key={field} field={field} mine={touched.has(field) ? mine : null} theirs={wordsOf(theirs)} />
        ))}
        <Text size="sm">
          <Trans>Your text is kept below until you decide.</Trans>
        </Text>
        <Group gap="xs">
          <Button size="xs" loading={isBusy} onClick={() => void keepMine()}>
            <Trans>Keep mine and save</Trans>
          </Button>
          <Button size="xs" variant="default" onClick={takeTheirs}>
            <Trans>Take theirs</Trans>
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function Both({ field, mine, theirs }: { field: Field; mine: Words | null; theirs: Words }) {
  const { i18n } = useLingui();
  const shown = useShown(field);
  return (
    <div>
      <Text size="sm" fw={650}>
        {i18n._(fieldWords[field])}
      </Text>
      <div className={classes.changes}>
        <Text size="sm" component="div">
          <Trans>Theirs:</Trans> <ins dir="auto">{shown(theirs)}</ins>
        </Text>
        <Text size="sm" component="div">
          {mine ? <Trans>Mine:</Trans> : <Trans>You did not change this, so theirs stays.</Trans>}{" "}
          {mine && <ins dir="auto">{shown(mine)}</ins>}
        </Text>
      </div>
    </div>
  );
}

/** A field's value as people read it. */
export function useShown(field: Field): (words: Words) => string {
  const { i18n } = useLingui();
  const categoryName = useNameOf("category");
  return (words) => {
    if (field === "category") return categoryName(words.category);
    return field === "priority" ? i18n._(priorityWords[words.priority]) : words[field];
  };
}
