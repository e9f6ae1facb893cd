import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "react-router";
import type { AuditEvent } from "../../api/audit.ts";
import { Exactly } from "../../parts/Exactly.tsx";
import { Icon } from "../../parts/icons.tsx";
import { kindIcons, kindWords } from "./auditWords.ts";
import { Changes } from "./Changes.tsx";

/** One administrative change: what, to whom, by whom, when, and what differs. */
export function AuditEntry({ event }: { event: AuditEvent }) {
  const { i18n } = useLingui();
  const { kind, about, by, at } = event;
  return (
    <li>
      <span className="trail-mark">
        <Icon name={kindIcons[kind]} size={18} />
      </span>
      <div>
        <Group gap="0 0.75rem" justify="space-between">
          <Text component="h2" size="md" fw={600}>
            {i18n._(kindWords[kind])}: <Subject about={about} />
          </Text>
          <Text size="sm" c="dimmed">
            <Exactly at={at} />
          </Text>
        </Group>
        <Text size="sm" c="dimmed">
          <Trans>
            by <Actor by={by} />
          </Trans>
        </Text>
        <Changes event={event} />
      </div>
    </li>
  );
}

function Subject({ about: { type, id, name } }: Pick<AuditEvent, "about">) {
  const page = { account: `/people/${id}`, category: "/categories", department: "/departments" }[type];
  return (
    <Anchor component={Link} to={page} inherit>
      {name}
    </Anchor>
  );
}

/** The system itself is nobody whose page there could be. */
function Actor({ by: { id, name } }: Pick<AuditEvent, "by">) {
  if (id === "system") return name;
  return (
    <Anchor component={Link} to={`/people/${id}`} inherit>
      {name}
    </Anchor>
  );
}
