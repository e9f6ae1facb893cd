import { Trans, useLingui } from "@lingui/react/macro";
import { Fieldset, NativeSelect, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import type { Preferences } from "../../api/me.ts";

type Hours = Preferences["quietHours"];
type Props = { hours: Hours; change: (hours: Hours) => void };

/** The time of day in which e-mail and SMS are held back. */
export function QuietHours({ hours, change }: Props) {
  const { t } = useLingui();
  return (
    <Stack gap="sm">
      <Switch
        size="md"
        label={t`Quiet hours`}
        description={t`E-mail and SMS wait until they are over. The app still shows everything.`}
        checked={hours !== null}
        onChange={(event) => change(event.currentTarget.checked ? usualHours() : null)}
      />
      {hours && (
        <Fieldset legend={t`When it is quiet`}>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <TextInput
              type="time"
              required
              label={t`From`}
              value={hours.from}
              onChange={(event) => change({ ...hours, from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              required
              label={t`To`}
              value={hours.to}
              onChange={(event) => change({ ...hours, to: event.currentTarget.value })}
            />
            <NativeSelect
              label={t`Time zone`}
              value={hours.timeZone}
              onChange={(event) => change({ ...hours, timeZone: event.currentTarget.value })}
              data={zonesWith(hours.timeZone)}
            />
          </SimpleGrid>
          {hours.from === hours.to && (
            <Text size="sm" mt="xs">
              <Trans>Both times are the same, so it is never quiet.</Trans>
            </Text>
          )}
        </Fieldset>
      )}
    </Stack>
  );
}

const usualHours = () => ({
  from: "22:00",
  to: "07:00",
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
});

const zonesWith = (chosen: string): string[] =>
  [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", chosen])].sort();
