import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "react-router";
import { useMe } from "../../api/me.ts";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { filterNames, useAddress } from "./addressedList.ts";

/** Why there is nothing here, and what to do about it. */
export function NoTickets() {
  const { address, change } = useAddress();
  const isNarrowed = filterNames.some((name) => address[name]);
  if (address.view === "waiting") return <NothingWaits />;
  if (!isNarrowed) return <NoneYet />;
  const clear = () => change(Object.fromEntries(filterNames.map((name) => [name, ""])));
  return (
    <EmptyState
      title={<Trans>No matching tickets</Trans>}
      action={
        <Button variant="light" mt="xs" onClick={clear}>
          <Trans>Show all tickets</Trans>
        </Button>
      }
    >
      <WhatMatchesNothing />
    </EmptyState>
  );
}

function WhatMatchesNothing() {
  const { address } = useAddress();
  const { q } = address;
  if (!q) return <NoneOfThese />;
  const isFiltered = filterNames.some((name) => name !== "q" && address[name]);
  if (!isFiltered) return <Trans>Nothing here matches “{q}”.</Trans>;
  return <Trans>Nothing here matches “{q}” with these filters.</Trans>;
}

/** Which tickets were looked through: those that somebody of this role may read. */
function NoneOfThese() {
  const { role } = useMe();
  if (role === "admin" || role === "it_head") return <Trans>No ticket matches these filters.</Trans>;
  if (role === "hod") return <Trans>None of your own or your department's tickets matches these filters.</Trans>;
  return <Trans>None of your tickets matches these filters.</Trans>;
}

const NothingWaits = () => (
  <EmptyState
    title={<Trans>Nothing is waiting for you</Trans>}
    action={
      <Button component={Link} to="/tickets" variant="light" mt="xs">
        <Trans>Show all tickets</Trans>
      </Button>
    }
  >
    <Trans>When somebody needs your approval, their ticket appears here by itself.</Trans>
  </EmptyState>
);

const NoneYet = () => (
  <EmptyState
    title={<Trans>No tickets yet</Trans>}
    action={
      <Button component={Link} to="/tickets/new" mt="xs">
        <Trans>Raise a ticket</Trans>
      </Button>
    }
  >
    <Trans>Something broken, or something you need? Tell us, and follow it here.</Trans>
  </EmptyState>
);
