import { Trans } from "@lingui/react/macro";
import { Badge } from "@mantine/core";

/** Stays in its place, so that nothing jumps, and says that the list would not have it any more. */
export const GoneMark = () => (
  <Badge variant="default" tt="none" className="badge">
    <Trans>Left this list</Trans>
  </Badge>
);
