import { Trans, useLingui } from "@lingui/react/macro";
import { Center, Loader, Stack, Text } from "@mantine/core";

/** Shown for the moment until the client is there: its name at once, so that it is seen to have opened. */
export function Starting() {
  const { t } = useLingui();
  return (
    <Center component="main" h="100vh">
      <Stack align="center">
        <Text fw={700}>
          <Trans>Ticket desk</Trans>
        </Text>
        <Loader aria-label={t`Loading`} role="status" />
      </Stack>
    </Center>
  );
}
