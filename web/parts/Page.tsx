import { useLingui } from "@lingui/react/macro";
import { Group, Stack, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";

type Props = { title: string; actions?: ReactNode; children: ReactNode };

/** A page: its title in the tab and as the one h1, which takes the focus when somebody comes here. */
export function Page({ title, actions, children }: Props) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t`${title} · Ticket desk`;
  }, [t, title]);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Stack gap="md" maw="var(--page-width)" mx="auto">
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
