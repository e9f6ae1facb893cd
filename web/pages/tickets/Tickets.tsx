import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, NativeSelect, Text } from "@mantine/core";
import { Link } from "react-router";
import type { ExportFilters } from "../../api/exports.ts";
import { useMe } from "../../api/me.ts";
import type { ListSource } from "../../api/ticketLists.ts";
import { Page } from "../../parts/Page.tsx";
import { sourceOf, useAddress } from "./addressedList.ts";
import { useCsvExport } from "./ExportButton.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { SearchField } from "./SearchField.tsx";
import { TicketList } from "./TicketList.tsx";
import { Views } from "./Views.tsx";
import "./tickets.css";

/** All the tickets that somebody may read, as they ask for them; what they ask stands in the address. */
export function Component() {
  const { t } = useLingui();
  const { id } = useMe();
  const { address, change } = useAddress();
  const source = sourceOf(address, id);
  const exported = exportable(source);
  const csv = useCsvExport(exported ?? {});
  const sorts = [
    { value: "newest", label: t`Newest first` },
    { value: "oldest", label: t`Oldest first` },
    { value: "changed", label: t`Last changed first` },
    { value: "urgent", label: t`Most urgent first` },
  ];
  return (
    <Page title={t`Tickets`} actions={exported && csv.button}>
      <div>
        {csv.state}
        <Views />
      </div>
      {source === "waiting" ? (
        <Text size="sm" c="dimmed">
          <Trans>
            Longest waiting first. Decide on them in{" "}
            <Anchor component={Link} to="/approvals">
              Approvals
            </Anchor>
            .
          </Trans>
        </Text>
      ) : (
        <div className="list-tools">
          <SearchField value={address.q ?? ""} change={(q) => change({ q }, { replace: true })} />
          <NativeSelect
            aria-label={t`Order`}
            className="sort"
            data={sorts}
            value={source.sort}
            onChange={(event) => change({ sort: event.currentTarget.value })}
          />
          <FilterBar />
        </div>
      )}
      <TicketList source={source} />
    </Page>
  );
}

/** What an export can be asked for: all that the list can, but several statuses together. */
function exportable(source: ListSource): ExportFilters | null {
  if (source === "waiting" || source.statuses.length > 1) return null;
  const { statuses, ...filters } = source;
  return { ...filters, ...(statuses[0] && { status: statuses[0] }) };
}
