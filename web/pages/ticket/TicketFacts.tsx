import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Role } from "../../../functions/domain/account.ts";
import { useNameOf } from "../../api/catalogue.ts";
import { useMe } from "../../api/me.ts";
import type { Ticket } from "../../api/tickets.ts";
import { directoryReaders } from "../../parts/roles.ts";
import { When } from "../../parts/When.tsx";
import classes from "./ticket.module.css";

export function TicketFacts({ ticket }: { ticket: Ticket }) {
  const categoryName = useNameOf("category");
  const departmentName = useNameOf("department");
  const facts: [key: string, label: ReactNode, value: ReactNode][] = [
    ["category", <Trans key="l">Category</Trans>, categoryName(ticket.category)],
    ["department", <Trans key="l">Department</Trans>, departmentName(ticket.department) || "–"],
    [
      "requester",
      <Trans key="l">Requester</Trans>,
      <Named key="v" who={ticket.requester} linkedFor={directoryReaders} />,
    ],
    ["assignee", <Trans key="l">Assignee</Trans>, <Assignee key="v" of={ticket} />],
    ["raised", <Trans key="l">Raised</Trans>, <Moment key="v" at={ticket.createdAt} />],
    ["changed", <Trans key="l">Changed</Trans>, <Moment key="v" at={ticket.updatedAt} />],
  ];
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="facts">
      <Title order={2} size="h5" id="facts" mb="sm">
        <Trans>Details</Trans>
      </Title>
      <dl className={classes.facts}>
        {facts.map(([key, label, value]) => (
          <div key={key} style={{ display: "contents" }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}

/** How long ago, and when: nobody can point at anything on a phone. */
function Moment({ at }: { at: string }) {
  const { i18n } = useLingui();
  return (
    <>
      <When at={at} />
      <Text size="xs" c="dimmed" className="not-on-paper">
        {i18n.date(at, { dateStyle: "medium", timeStyle: "short" })}
      </Text>
    </>
  );
}

type NamedProps = { who: Ticket["requester"]; linkedFor: readonly Role[] };

/** A name, and the way to their phone number for who may look there: a head sees people of their own department only. */
function Named({ who: { id, name }, linkedFor }: NamedProps) {
  if (!linkedFor.includes(useMe().role)) return <bdi>{name}</bdi>;
  return (
    <Anchor component={Link} to={`/people/${id}`} inherit>
      <bdi>{name}</bdi>
    </Anchor>
  );
}

const Assignee = ({ of: { assignee } }: { of: Ticket }) =>
  assignee ? (
    <Named who={assignee} linkedFor={["it_head", "admin"]} />
  ) : (
    <Text span size="sm" c="dimmed">
      <Trans>Nobody yet</Trans>
    </Text>
  );
