import { Trans, useLingui } from "@lingui/react/macro";
import { Radio, SegmentedControl, Stack, Switch, Text, useMantineColorScheme } from "@mantine/core";
import { useId } from "react";
import { choose, type Language, languages } from "../../app/i18n.ts";
import { Section } from "../../parts/Section.tsx";
import { setKeys, useKeysOn } from "../../shortcuts/settings.ts";

/** What is kept in this browser, at once. */
export function ThisBrowser() {
  const { t, i18n } = useLingui();
  const hasKeys = useKeysOn();
  return (
    <Section
      title={<Trans>This browser</Trans>}
      about={<Trans>Kept in this browser only. Changes apply at once.</Trans>}
    >
      <Stack gap="lg">
        <Radio.Group label={t`Language`} value={i18n.locale} onChange={(language) => void choose(language as Language)}>
          <Stack gap="xs" mt={4}>
            {Object.entries(languages).map(([language, name]) => (
              <Radio key={language} value={language} label={<bdi lang={language}>{name}</bdi>} />
            ))}
          </Stack>
        </Radio.Group>
        <Colours />
        <Switch
          size="md"
          label={t`Single-key shortcuts`}
          description={t`For example C for a new ticket, or J and K in lists. Switch them off if you dictate or often press keys by accident.`}
          checked={hasKeys}
          onChange={(event) => setKeys(event.currentTarget.checked)}
        />
      </Stack>
    </Section>
  );
}

function Colours() {
  const { t } = useLingui();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const id = useId();
  return (
    <div>
      <Text id={id} size="sm" fw={500} mb={4}>
        <Trans>Colours</Trans>
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
        data={[
          { value: "auto", label: t`Match system` },
          { value: "light", label: t`Light` },
          { value: "dark", label: t`Dark` },
        ]}
      />
    </div>
  );
}
