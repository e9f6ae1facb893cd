import { useLingui } from "@lingui/react/macro";
import { Page } from "../../parts/Page.tsx";

export function Component() {
  const { t } = useLingui();
  return <Page title={t`People`}>{null}</Page>;
}
