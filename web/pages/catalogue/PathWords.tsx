import { useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { Stage } from "../../../functions/domain/category.ts";
import { pathOf, paths } from "./approvalPath.ts";

/** Who approves, in words. */
export function PathWords({ stages }: { stages: readonly Stage[] }) {
  const { i18n } = useLingui();
  return (
    <Text span size="sm" {...(stages.length === 0 && { c: "dimmed" })}>
      {i18n._(paths[pathOf(stages)].words)}
    </Text>
  );
}
