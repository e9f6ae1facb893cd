import { useLingui } from "@lingui/react/macro";
import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { Icon } from "../../parts/icons.tsx";

type Props = { value: string; change: (value: string) => void };

/** How long somebody must pause before what they typed is looked for: milliseconds. */
const pause = 300;

/** Looks for what is typed, once they pause; at once by Enter. */
export function SearchField({ value, change }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState({ text: value, of: value });
  // The address changed by itself, such as by the back button.
  if (typed.of !== value) setTyped({ text: typed.text.trim() === value ? typed.text : value, of: value });
  const later = useDebouncedCallback((text: string) => change(text.trim()), pause);
  const type = (text: string) => {
    setTyped({ text, of: value });
    later(text);
  };
  return (
    <TextInput
      type="search"
      className="search"
      aria-label={t`Search tickets`}
      placeholder={t`Search by words, person or ID`}
      maxLength={100}
      value={typed.text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={({ key }) => key === "Enter" && later.flush()}
      leftSection={<Icon name="search" size={18} />}
      rightSection={typed.text && <CloseButton size="sm" aria-label={t`Clear the search`} onClick={() => type("")} />}
    />
  );
}
