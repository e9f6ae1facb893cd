import { useLingui } from "@lingui/react/macro";
import { Skeleton, Stack } from "@mantine/core";

/** The place of a page that is on its way. */
export function PageSkeleton() {
  const { t } = useLingui();
  return (
    <Stack gap="md" maw="var(--page-width)" mx="auto" role="status" aria-label={t`Loading`}>
      <Skeleton h="2.2rem" w="14rem" />
      <Skeleton h="5rem" />
      <Skeleton h="18rem" />
    </Stack>
  );
}
