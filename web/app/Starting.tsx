import { useLingui } from "@lingui/react/macro";
import { Center, Loader } from "@mantine/core";

/** Shown for the moment until the client is there. */
export function Starting() {
  const { t } = useLingui();
  return (
    <Center component="main" h="100vh">
      <Loader aria-label={t`Loading`} role="status" />
    </Center>
  );
}
