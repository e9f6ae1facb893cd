import { Plural, Trans } from "@lingui/react/macro";
import { Anchor, Button, Group, Text } from "@mantine/core";
import type { MouseEvent } from "react";
import { download } from "../../api/askBeforeClosing.ts";
import { type ExportFilters, useExport, useStartExport } from "../../api/exports.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Icon } from "../../parts/icons.tsx";

/** Has the list written to a file, by the service itself: it may be longer than anybody would scroll. */
export function useCsvExport(filters: ExportFilters) {
  const { mutate, data, variables, error: refusal, isPending } = useStartExport();
  // A file that was made of another list says nothing of this one.
  const isOfThis = JSON.stringify(variables) === JSON.stringify(filters);
  const begun = isOfThis ? data : undefined;
  const error = isOfThis ? refusal : null;
  const { data: standing, error: lost } = useExport(begun?.id);
  const isRunning =
    (isOfThis && isPending) || (begun !== undefined && (standing ?? begun).state === "running" && !lost);
  const button = (
    <Button
      variant="default"
      loading={isRunning}
      leftSection={<Icon name="download" size={18} />}
      onClick={() => mutate(filters)}
    >
      <Trans>Export CSV</Trans>
    </Button>
  );
  const failure = error ?? lost;
  const state = failure ? <ErrorNotice error={failure} /> : standing && !isRunning && <Outcome {...standing} />;
  return { button, state: <div role="status">{state}</div> };
}

type OutcomeProps = { state: string; url: string | null; rows: number | null; truncated: boolean };

function Outcome({ state, url, rows, truncated }: OutcomeProps) {
  if (state === "failed" || !url)
    return (
      <Text size="sm">
        <Trans>The file could not be made. Please try again.</Trans>
      </Text>
    );
  const save = (event: MouseEvent) => {
    event.preventDefault();
    download(url);
  };
  return (
    <Group gap="xs" className="export-ready">
      <Icon name="download" size={18} />
      <Anchor href={url} onClick={save} size="sm" fw={600}>
        <Trans>Download the file</Trans>
      </Anchor>
      <Text size="sm" c="dimmed">
        <Plural value={rows ?? 0} one="# ticket" other="# tickets" />
        {truncated && (
          <>
            {" "}
            <Trans>(only part of the list: narrow it down to get the rest)</Trans>
          </>
        )}
      </Text>
    </Group>
  );
}
