import { Trans } from "@lingui/react/macro";
import { Anchor, Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Department } from "../../../functions/domain/category.ts";
import { everybodyOf } from "../../api/users.ts";
import { Icon } from "../../parts/icons.tsx";

/** Who decides on a department's tickets, or that nobody does. */
export function Heads({ of: { id, active } }: { of: Department }) {
  const { data: heads, error } = useQuery(everybodyOf("hod"));
  if (error && !heads) return <NotLoaded />;
  if (!heads) return <Skeleton h={20} w={120} />;
  const own = heads.filter(({ department }) => department === id);
  if (own.length === 0 && active) return <Nobody />;
  return (
    <Group gap="xs">
      {own.map((head) => (
        <Anchor key={head.id} component={Link} to={`/people/${head.id}`} size="sm">
          {head.name}
        </Anchor>
      ))}
    </Group>
  );
}

const NotLoaded = () => (
  <Text span size="sm" c="dimmed">
    <Trans>Could not be loaded</Trans>
  </Text>
);

const Nobody = () => (
  <Group gap={6} wrap="nowrap" c="orange">
    <Icon name="warning" size={16} />
    <Text span size="sm">
      <Trans>No head: administrators decide</Trans>
    </Text>
  </Group>
);
