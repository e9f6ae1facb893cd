import { useLingui } from "@lingui/react/macro";
import { Stack } from "@mantine/core";
import { useMe } from "../../api/me.ts";
import { Page } from "../../parts/Page.tsx";
import { Password } from "../../session/Password.tsx";
import { SecondFactor } from "../../session/SecondFactor.tsx";
import { NotificationChoices } from "./NotificationChoices.tsx";
import { ThisBrowser } from "./ThisBrowser.tsx";
import { Yourself } from "./Yourself.tsx";

export function Component() {
  const { t } = useLingui();
  const me = useMe();
  return (
    <Page title={t`Profile`}>
      <Stack gap="md" maw="48rem">
        <Yourself me={me} />
        <NotificationChoices me={me} />
        <Password />
        <SecondFactor />
        <ThisBrowser />
      </Stack>
    </Page>
  );
}
