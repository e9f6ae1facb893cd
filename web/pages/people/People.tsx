import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { Account, Role } from "../../../functions/domain/account.ts";
import { useMe } from "../../api/me.ts";
import { peopleQuery } from "../../api/users.ts";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Icon } from "../../parts/icons.tsx";
import { OnlyFor } from "../../parts/OnlyFor.tsx";
import { Page } from "../../parts/Page.tsx";
import { directoryReaders } from "../../parts/roles.ts";
import { ShowMore } from "../../parts/ShowMore.tsx";
import { useToast } from "../../parts/Toast.tsx";
import { useFilters } from "../../parts/useFilters.ts";
import { roleWords } from "../../parts/words.ts";
import { NewPerson } from "./NewPerson.tsx";
import { rolesToCreate, seesOneDepartment } from "./offers.ts";
import { PeopleFilter } from "./PeopleFilter.tsx";
import { PeopleTable } from "./PeopleTable.tsx";

export const Component = () => (
  <OnlyFor roles={directoryReaders}>
    <People />
  </OnlyFor>
);

function People() {
  const { t } = useLingui();
  const me = useMe();
  const { filters, ...filtering } = useFilters("role", "department", "q");
  const role = filters.role in roleWords ? (filters.role as Role) : undefined;
  const list = useInfiniteQuery(peopleQuery({ ...filters, role }));
  const [isAdding, setAdding] = useState(false);
  const [tell, toast] = useToast();
  const people = list.data?.pages.flatMap(({ items }) => items);
  const created = (account: Account) => {
    setAdding(false);
    tell({ message: <Invited account={account} /> });
  };
  const add = rolesToCreate(me.role).length > 0 && (
    <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
      <Trans>Add a person</Trans>
    </Button>
  );
  return (
    <Page title={t`People`} actions={add}>
      <PeopleFilter filters={filters} {...filtering} withDepartment={!seesOneDepartment(me.role)} />
      {list.error && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {people?.length === 0 ? (
        <Nobody clear={filtering.clear} />
      ) : (
        (people || !list.error) && <PeopleTable people={people} />
      )}
      {people && people.length > 0 && (
        <ShowMore
          shown={people.length}
          hasMore={list.hasNextPage}
          isLoading={list.isFetchingNextPage || list.isPlaceholderData}
          more={() => void list.fetchNextPage()}
        />
      )}
      <NewPerson me={me} isOpen={isAdding} close={() => setAdding(false)} created={created} />
      {toast}
    </Page>
  );
}

function Nobody({ clear }: { clear: () => void }) {
  return (
    <EmptyState
      title={<Trans>Nobody matches these filters</Trans>}
      action={
        <Button variant="default" onClick={clear}>
          <Trans>Show everybody</Trans>
        </Button>
      }
    >
      <Trans>The search looks at how names and e-mail addresses start.</Trans>
    </EmptyState>
  );
}

function Invited({ account: { id, name, email } }: { account: Account }) {
  return (
    <Trans>
      <Anchor component={Link} to={`/people/${id}`} inherit>
        {name}
      </Anchor>{" "}
      has an account. An invitation is on its way to {email}.
    </Trans>
  );
}
