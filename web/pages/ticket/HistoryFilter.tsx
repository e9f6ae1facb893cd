import { useLingui } from "@lingui/react/macro";
import { SegmentedControl } from "@mantine/core";
import { useSearchParams } from "react-router";

/** Everything, or what was said. The address says which. */
export function HistoryFilter({ onlyComments }: { onlyComments: boolean }) {
  const { t } = useLingui();
  const [, setSearch] = useSearchParams();
  const show = (which: string) =>
    setSearch(which === "comments" ? { show: which } : {}, { replace: true, preventScrollReset: true });
  return (
    <SegmentedControl
      size="xs"
      aria-label={t`What the history shows`}
      value={onlyComments ? "comments" : "all"}
      onChange={show}
      data={[
        { value: "all", label: t`Everything` },
        { value: "comments", label: t`Comments only` },
      ]}
    />
  );
}
