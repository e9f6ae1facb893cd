import { Group, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { usePageTitle } from "./usePageTitle.ts";

type Props = {
  title: string;
  actions?: ReactNode;
  /** Holds a table of many columns, which takes what room there is. */
  isWide?: boolean;
  children: ReactNode;
};

/** A page: its title in the tab and as the one h1, which takes the focus when somebody comes here. */
export function Page({ title, actions, isWide = false, children }: Props) {
  const heading = usePageTitle(title);
  return (
    <Stack gap="md" maw={isWide ? "var(--table-page-width)" : "var(--page-width)"} mx="auto">
      <Group justify="space-between" align="center" gap="sm">
        <Title order={1} size="h2" ref={heading} tabIndex={-1} className="page-title">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
