import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, List, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Account } from "../../../functions/domain/account.ts";
import type { Me } from "../../api/me.ts";
import { Section } from "../../parts/Section.tsx";

/** Where else there is something of this person. */
export function PersonLinks({ me, account: { id, role, createdAt } }: { me: Me; account: Account }) {
  const { i18n } = useLingui();
  const since = i18n.date(createdAt, { dateStyle: "long" });
  return (
    <Section title={<Trans>Activity</Trans>}>
      <List spacing="xs" listStyleType="none">
        <Way to={`/tickets?requester=${id}`}>
          <Trans>Tickets they raised</Trans>
        </Way>
        {role === "technician" && (
          <Way to={`/tickets?assignee=${id}`}>
            <Trans>Tickets assigned to them</Trans>
          </Way>
        )}
        {me.role === "admin" && (
          <Way to={`/audit?person=${id}`}>
            <Trans>Their audit trail</Trans>
          </Way>
        )}
      </List>
      <Text size="sm" c="dimmed">
        <Trans>Account since {since}</Trans>
      </Text>
    </Section>
  );
}

const Way = ({ to, children }: { to: string; children: ReactNode }) => (
  <List.Item>
    <Anchor component={Link} to={to} size="sm">
      {children}
    </Anchor>
  </List.Item>
);
