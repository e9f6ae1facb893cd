import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Loader, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useId, useLayoutEffect, useState } from "react";
import type { Me } from "../api/me.ts";
import { ErrorNotice } from "../parts/ErrorNotice.tsx";
import { Icon } from "../parts/icons.tsx";
import { FoundList } from "./FoundList.tsx";
import { useChoice } from "./useChoice.ts";
import { type Entry, useEntries } from "./useEntries.ts";

type Props = {
  me: Me;
  isOpen: boolean;
  choose: (entry: Entry) => void;
  help: () => void;
  /** What was typed before the field had the focus, once. */
  typedAhead: () => string;
};

/** So many characters at most are searched for. */
const longest = 100;

/** A field and what it finds (the combobox pattern): the focus stays in the field, arrows move along the list. */
export function Finder({ me, isOpen, choose, help, typedAhead }: Props) {
  const { t } = useLingui();
  const id = useId();
  const [text, setText] = useState("");
  const typed = text.trim();
  const [asked] = useDebouncedValue(typed, 150);
  const { groups, isSearching, error } = useEntries(me, typed, asked, help);
  const entries = groups.flatMap((group) => group.entries);
  const { at, point, press, begin } = useChoice(entries, isSearching, choose);
  const optionId = (index: number) => `${id}-${index}`;
  // Before the next key comes, which an effect after painting may be too late for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is opened it begins anew
  useLayoutEffect(() => {
    if (!isOpen) return;
    setText("");
    begin();
  }, [isOpen]);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);

  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={t`Find a ticket, a person or a page`}
        placeholder={t`Ticket ID, words, a name, a page…`}
        aria-expanded={entries.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={entries.length > 0 ? optionId(at) : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={longest}
        size="md"
        p="sm"
        leftSection={<Icon name="search" />}
        rightSection={isSearching && <Loader size="xs" aria-hidden="true" />}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          begin();
        }}
        onFocus={() => {
          const early = typedAhead();
          if (early) setText((known) => (known + early).slice(0, longest));
        }}
        onKeyDown={press}
      />
      {error && <ErrorNotice error={error} />}
      <FoundList id={id} groups={groups} active={at} optionId={optionId} point={point} choose={choose} />
      <div role="status">
        {!isSearching && <Count count={entries.length} />}
        {entries.length === 0 && !isSearching && !error && (
          <Text p="md" ta="center" c="dimmed">
            <Trans>Nothing found for “{typed}”.</Trans>
          </Text>
        )}
      </div>
    </>
  );
}

const Count = ({ count }: { count: number }) =>
  count > 0 && (
    <span className="visually-hidden">
      <Plural value={count} one="# result" other="# results" />
    </span>
  );
