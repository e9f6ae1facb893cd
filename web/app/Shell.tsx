import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, AppShell, Burger, Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useEffect } from "react";
import { Link, useLocation } from "react-router";
import type { Me } from "../api/me.ts";
import { Icon } from "../parts/icons.tsx";
import { Shortcuts } from "../shortcuts/Shortcuts.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { Bell } from "./Bell.tsx";
import { Connection } from "./Connection.tsx";
import { Lost } from "./Lost.tsx";
import { Navigation } from "./Navigation.tsx";
import { useFromTheTop } from "./useFromTheTop.ts";
import { useKeptFocus } from "./useKeptFocus.ts";

/** What stands around every page. */
export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useLingui();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  useFromTheTop();
  useKeptFocus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes elsewhere on a phone wants to see it
  useEffect(close, [pathname]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a href="#content" className="skip-link">
        <Trans>Skip to content</Trans>
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs" className="header-bar">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t`Menu`}
              aria-expanded={isOpen}
            />
            <Text component={Link} to="/" fw={700} c="inherit" td="none" className="desk-name">
              <Trans>Ticket desk</Trans>
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Shortcuts me={me} />
            <Button component={Link} to="/tickets/new" size="sm" leftSection={<Icon name="plus" />} visibleFrom="sm">
              <Trans>New ticket</Trans>
            </Button>
            <ActionIcon component={Link} to="/tickets/new" size="lg" hiddenFrom="sm" aria-label={t`New ticket`}>
              <Icon name="plus" />
            </ActionIcon>
            <Bell />
            <AccountMenu me={me} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t`Main`}>
        <Navigation role={me.role} />
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Connection />
        {children}
        <Lost />
      </AppShell.Main>
    </AppShell>
  );
}
