import { Trans } from "@lingui/react/macro";
import { Paper, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNameOf } from "../../api/catalogue.ts";
import { historyQuery, type Ticket } from "../../api/tickets.ts";
import { Icon } from "../../parts/icons.tsx";
import { When } from "../../parts/When.tsx";
import classes from "./ticket.module.css";

type Approval = Ticket["approvals"][number];

/** Who decides, in which order, and who has decided. */
export function ApprovalSteps({ ticket }: { ticket: Ticket }) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="approvals">
      <Title order={2} size="h5" id="approvals" mb="sm">
        <Trans>Approval</Trans>
      </Title>
      <ol className={classes.steps}>
        {ticket.approvals.map((approval, index) => (
          <li
            key={approval.stage}
            className={classes.step}
            aria-current={approval.state === "pending" ? "step" : undefined}
          >
            <span className={classes.mark} data-state={approval.state} aria-hidden="true">
              {mark(approval, index)}
            </span>
            <Step approval={approval} ticket={ticket} />
          </li>
        ))}
      </ol>
    </Paper>
  );
}

const mark = ({ state }: Approval, index: number) => {
  if (state === "approved") return <Icon name="approvals" size={14} />;
  return state === "rejected" ? <Icon name="close" size={14} /> : index + 1;
};

function Step({ approval, ticket }: { approval: Approval; ticket: Ticket }) {
  const { decidedAt, comment } = approval;
  return (
    <div>
      <Text size="sm" fw={600}>
        <Decider approval={approval} ticket={ticket} />
      </Text>
      <Text size="sm" c="dimmed">
        <Standing approval={approval} />
        {decidedAt && (
          <>
            {" · "}
            <When at={decidedAt} />
          </>
        )}
      </Text>
      {comment && (
        <Text size="sm" mt={4} dir="auto">
          {comment}
        </Text>
      )}
    </div>
  );
}

function Standing({ approval: { state, decidedBy } }: { approval: Approval }) {
  const name = <bdi>{decidedBy?.name}</bdi>;
  if (state === "approved") return <Trans>Approved by {name}</Trans>;
  if (state === "rejected") return <Trans>Rejected by {name}</Trans>;
  if (state === "cancelled") return <Trans>No longer needed</Trans>;
  return state === "pending" ? <Trans>Waiting for a decision</Trans> : <Trans>After the previous step</Trans>;
}

/** Whose decision it is: as the history says who was asked, where that is somebody else than the stage's own. */
function Decider({ approval: { stage }, ticket }: { approval: Approval; ticket: Ticket }) {
  const departmentName = useNameOf("department");
  const { data } = useInfiniteQuery(historyQuery(ticket.id));
  const asked = data?.pages
    .flatMap(({ items }) => items)
    .findLast((entry) => entry.type === "ApprovalRequested" && entry.stage === stage);
  const askedOf = asked?.type === "ApprovalRequested" ? asked.askedOf : stage;
  if (askedOf === "nobody") return <Trans>Nobody has this role yet; the administrators have been told</Trans>;
  if (askedOf === "admin") return <Trans>An administrator, since nobody else can</Trans>;
  if (askedOf === "it_head") return <Trans>IT head</Trans>;
  const department = departmentName(ticket.department);
  return department ? <Trans>Head of {department}</Trans> : <Trans>Head of department</Trans>;
}
