import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { List } from "@mantine/core";

export function ConsequenceList({ all }: { all: readonly MessageDescriptor[] }) {
  const { i18n } = useLingui();
  return (
    <List size="sm" spacing="xs">
      {all.map((one) => (
        <List.Item key={one.id}>{i18n._(one)}</List.Item>
      ))}
    </List>
  );
}
