import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Link } from "react-router";
import type { Me } from "../api/me.ts";
import { Icon } from "../parts/icons.tsx";
import { roleWords } from "../parts/words.ts";
import { endSession } from "../session/session.ts";
import { choose, type Language, languages } from "./i18n.ts";

/** Who is signed in, how it looks, in which language, and the way out. */
export function AccountMenu({ me }: { me: Me }) {
  const { t, i18n } = useLingui();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme() === "dark";
  return (
    <Menu position="bottom-end" width={240} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={t`Your account: ${me.name}`}>
          <Icon name="user" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} · {i18n._(roleWords[me.role])}
        </Menu.Label>
        <Menu.Item component={Link} to="/profile" leftSection={<Icon name="user" />}>
          <Trans>Profile</Trans>
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name={isDark ? "sun" : "moon"} />}
          onClick={() => setColorScheme(isDark ? "light" : "dark")}
        >
          {isDark ? <Trans>Light colours</Trans> : <Trans>Dark colours</Trans>}
        </Menu.Item>
        <Menu.Divider />
        {Object.entries(languages).map(([language, name]) => (
          <Menu.Item
            key={language}
            lang={language}
            aria-current={language === i18n.locale || undefined}
            rightSection={language === i18n.locale && <Icon name="approvals" size={16} />}
            onClick={() => void choose(language as Language)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="signOut" />} onClick={endSession}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
