import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, NativeSelect, Text } from "@mantine/core";
import { Link } from "react-router";
import { useMe } from "../../api/me.ts";
import { filtersFor } from "../../api/ticketLists.ts";
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
  const me = useMe();
  const { address, change } = useAddress();
  const source = sourceOf(address, me.id);
  const csv = useCsvExport(source === "waiting" ? {} : filtersFor(source));
  const sorts = [
    { value: "newest", label: t`Newest first` },
    { value: "oldest", label: t`Oldest first` },
    { value: "changed", label: t`Last changed first` },
    { value: "urgent", label: t`Most urgent first` },
  ];
  return (
    <Page isWide title={t`Tickets`} actions={source !== "waiting" && csv.button}>
      <div>
        {csv.state}
        <Views />
      </div>
      {source === "waiting" ? (
        <Text size="sm" c="dimmed">
          {/* Only an administrator's are in the order in which they came to where they wait. */}
          {me.role === "admin" ? <Trans>Longest waiting first.</Trans> : <Trans>Oldest first.</Trans>}{" "}
          <Trans>
            Decide on them in{" "}
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
