import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Card, Group, Text, Title } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { Link } from "react-router";
import type { Decision } from "../../api/approvals.ts";
import { useNameOf } from "../../api/catalogue.ts";
import type { TicketRow } from "../../api/ticketRow.ts";
import { ticketQuery } from "../../api/tickets.ts";
import { PriorityBadge } from "../../parts/badges.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Icon } from "../../parts/icons.tsx";
import { When } from "../../parts/When.tsx";
import { isFree, isGoing, letterOf } from "../../shortcuts/keys.ts";
import { Asked, sinceOf } from "./Asked.tsx";
import classes from "./approvals.module.css";
import { ReasonForm } from "./ReasonForm.tsx";
import type { Failure } from "./useInbox.ts";

type Props = { row: TicketRow; failure: Failure | null; decide: (decision: Decision) => void };
type Typing = Decision["decision"] | null;

/** One ticket that waits: what is asked, by whom and since when, and the two answers. */
export function ApprovalCard({ row, failure, decide }: Props) {
  const [typing, setTyping] = useState<Typing>(failure?.comment ? failure.decision : null);
  const { ref, inViewport } = useInViewport<HTMLLIElement>();
  const { data: ticket, error, refetch } = useQuery({ ...ticketQuery(row.id), enabled: inViewport });
  const titleId = `${row.id}-title`;
  const approve = () => decide({ row, decision: "approve", comment: "" });
  const answer = (decision: Decision["decision"]) => (comment: string) => decide({ row, decision, comment });
  const press = (event: KeyboardEvent) => {
    const { nativeEvent: key } = event;
    // G A goes to the approvals, and approves nothing.
    if (typing || key.repeat || isGoing() || !isFree(key)) return;
    const deed = { a: approve, r: () => setTyping("reject") }[letterOf(key)];
    if (!deed) return;
    event.preventDefault();
    deed();
  };
  return (
    <Card component="li" withBorder ref={ref} onKeyDown={press} className={classes.card} aria-labelledby={titleId}>
      <Heading row={row} id={titleId} since={ticket ? sinceOf(ticket) : row.updatedAt} />
      {error && !ticket ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : (
        <Asked ticket={ticket ?? null} />
      )}
      {failure && <ErrorNotice error={failure.error} />}
      {typing ? (
        <ReasonForm
          decision={typing}
          row={row}
          send={answer(typing)}
          cancel={() => {
            setTyping(null);
            document.getElementById(titleId)?.querySelector("a")?.focus();
          }}
        />
      ) : (
        <Answers row={row} approve={approve} type={setTyping} />
      )}
    </Card>
  );
}

function Heading({ row, id, since }: { row: TicketRow; id: string; since: string }) {
  const category = useNameOf("category");
  const department = useNameOf("department");
  return (
    <div>
      <Group justify="space-between" gap="xs" align="flex-start">
        <Title order={2} size="h4" flex="1 1 14rem" id={id}>
          <Anchor component={Link} to={`/tickets/${row.id}`} inherit c="inherit" underline="hover" data-list-item>
            <bdi>{row.title}</bdi>
          </Anchor>
        </Title>
        <PriorityBadge priority={row.priority} />
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        <Trans>
          From <b className={classes.who}>{row.requester.name}</b> · arrived <When at={since} />
        </Trans>
        {[department(row.department), category(row.category), row.id].filter(Boolean).map((fact) => (
          <span key={fact}>
            {" · "}
            <span className={classes.fact}>{fact}</span>
          </span>
        ))}
      </Text>
    </div>
  );
}

type AnswersProps = { row: TicketRow; approve: () => void; type: (typing: Typing) => void };

function Answers({ row, approve, type }: AnswersProps) {
  const { t } = useLingui();
  return (
    <Group gap="sm">
      <Button
        color="teal"
        onClick={approve}
        leftSection={<Icon name="approvals" />}
        aria-label={t`Approve ${row.title}`}
        aria-keyshortcuts="a"
      >
        <Trans>Approve</Trans>
        <span className={classes.onButton} data-key="A" aria-hidden="true" />
      </Button>
      <Button
        variant="default"
        onClick={() => type("reject")}
        leftSection={<Icon name="close" />}
        aria-label={t`Reject ${row.title}`}
        aria-keyshortcuts="r"
      >
        <Trans>Reject</Trans>
        <span className={classes.onButton} data-key="R" aria-hidden="true" />
      </Button>
      <Button variant="subtle" onClick={() => type("approve")} aria-label={t`Approve with a comment: ${row.title}`}>
        <Trans>Approve with a comment</Trans>
      </Button>
    </Group>
  );
}
