import { Text } from "@mantine/core";
import { Icon } from "../parts/icons.tsx";
import type { Entry, Group } from "./useEntries.ts";

type Props = {
  id: string;
  groups: readonly Group[];
  active: number;
  optionId: (index: number) => string;
  point: (index: number) => void;
  choose: (entry: Entry) => void;
};

/** The entries in their groups; which one is active is told by the field above. */
export function FoundList({ id, groups, active, optionId, point, choose }: Props) {
  const all = groups.flatMap(({ entries }) => entries);
  return (
    <div id={id} role="listbox" aria-labelledby={`${id}-list`} className="found">
      <span id={`${id}-list`} hidden>
        {groups.map(({ name }) => name).join(", ")}
      </span>
      {groups.map(({ name, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, for which HTML has no element
        <div key={name} role="group" aria-label={name}>
          <Text size="xs" fw={600} c="dimmed" px="sm" pt="xs" aria-hidden="true">
            {name}
          </Text>
          {entries.map((entry) => {
            const index = all.indexOf(entry);
            return (
              // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the field has focus and keys
              <div
                key={entry.id}
                id={optionId(index)}
                role="option"
                aria-selected={index === active}
                className="found-entry"
                onMouseMove={() => point(index)}
                onClick={() => choose(entry)}
              >
                <Icon name={entry.icon} />
                <span className="found-words">
                  <span className="found-label">{entry.label}</span>
                  {entry.hint && <span className="found-hint">{entry.hint}</span>}
                </span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
