import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Badge, Group, Paper, Skeleton, Table, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Account } from "../../../functions/domain/account.ts";
import { useNameOf } from "../../api/catalogue.ts";
import { Face } from "./Face.tsx";
import { RoleBadge } from "./RoleBadge.tsx";
import "../../parts/rows.css";

/** People, each row a way to their page; places of the same size until they are here. */
export function PeopleTable({ people }: { people: readonly Account[] | undefined }) {
  const { t } = useLingui();
  return (
    <Paper withBorder style={{ overflow: "hidden" }}>
      <Table
        className="stacking with-faces"
        verticalSpacing="sm"
        horizontalSpacing="md"
        aria-busy={!people}
        aria-label={t`People`}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <Trans>Person</Trans>
            </Table.Th>
            <Table.Th scope="col">
              <Trans>Role</Trans>
            </Table.Th>
            <Table.Th scope="col">
              <Trans>Department</Trans>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{people?.map((one) => <Row key={one.id} account={one} />) ?? <Places />}</Table.Tbody>
      </Table>
    </Paper>
  );
}

function Row({ account: { id, name, email, role, department, disabled } }: { account: Account }) {
  const departmentName = useNameOf("department");
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Face name={name} />
          <div>
            <Group gap="xs">
              <Anchor component={Link} to={`/people/${id}`} fw={600} c="inherit" td="none" className="row-link">
                {name}
              </Anchor>
              {disabled && <DisabledBadge />}
            </Group>
            <Text size="sm" c="dimmed">
              {email}
            </Text>
          </div>
        </Group>
      </Table.Td>
      <Table.Td>
        <RoleBadge role={role} />
      </Table.Td>
      <Table.Td>{departmentName(department)}</Table.Td>
    </Table.Tr>
  );
}

export const DisabledBadge = () => (
  <Badge variant="outline" color="red" tt="none">
    <Trans>Disabled</Trans>
  </Badge>
);

const Places = () =>
  Array.from({ length: 8 }, (_, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
    <Table.Tr key={place}>
      <Table.Td colSpan={3}>
        <Skeleton h={44} />
      </Table.Td>
    </Table.Tr>
  ));
