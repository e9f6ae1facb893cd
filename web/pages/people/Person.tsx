import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Grid, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { Refusal } from "../../../functions/contract/refusal.ts";
import type { Account } from "../../../functions/domain/account.ts";
import { useNameOf } from "../../api/catalogue.ts";
import { useMe } from "../../api/me.ts";
import { personQuery } from "../../api/users.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { NotFound } from "../../parts/NotFound.tsx";
import { Page } from "../../parts/Page.tsx";
import { useToast } from "../../parts/Toast.tsx";
import { AccessCard } from "./AccessCard.tsx";
import { Face } from "./Face.tsx";
import { rolesToGive } from "./offers.ts";
import { DisabledBadge } from "./PeopleTable.tsx";
import { PersonFacts } from "./PersonFacts.tsx";
import { PersonForm } from "./PersonForm.tsx";
import { PersonLinks } from "./PersonLinks.tsx";
import { RoleBadge } from "./RoleBadge.tsx";

export function Component() {
  const { t } = useLingui();
  const { userId = "" } = useParams();
  const { data: account, error, refetch } = useQuery(personQuery(userId));
  if (account) return <PersonPage key={account.id} account={account} />;
  // What may not be read looks exactly like what is not there, and so does an id that cannot be.
  if (error instanceof Refusal && error.status === 404) return <NotFound />;
  return (
    <Page title={t`Person`}>
      {error ? <ErrorNotice error={error} retry={() => void refetch()} /> : <Skeleton h="26rem" />}
    </Page>
  );
}

function PersonPage({ account }: { account: Account }) {
  const me = useMe();
  const [tell, toast] = useToast();
  const roles = rolesToGive(me, account);
  return (
    <Page title={account.name} actions={<WayBack />}>
      <Who account={account} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          {roles.length > 0 ? (
            <PersonForm me={me} account={account} roles={roles} tell={tell} />
          ) : (
            <PersonFacts me={me} account={account} />
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            {roles.length > 0 && <AccessCard me={me} account={account} tell={tell} />}
            <PersonLinks me={me} account={account} />
          </Stack>
        </Grid.Col>
      </Grid>
      {toast}
    </Page>
  );
}

const WayBack = () => (
  <Anchor component={Link} to="/people" size="sm">
    <Trans>All people</Trans>
  </Anchor>
);

function Who({ account: { name, email, role, department, disabled } }: { account: Account }) {
  const departmentName = useNameOf("department");
  return (
    <Group gap="md" wrap="nowrap">
      <Face name={name} size={52} />
      <Stack gap={4}>
        <Anchor href={`mailto:${email}`} size="sm">
          {email}
        </Anchor>
        <Group gap="xs">
          <RoleBadge role={role} />
          {department && <Text size="sm">{departmentName(department)}</Text>}
          {disabled && <DisabledBadge />}
        </Group>
      </Stack>
    </Group>
  );
}
