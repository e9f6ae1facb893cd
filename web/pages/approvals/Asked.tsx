import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Skeleton, Text } from "@mantine/core";
import type { Ticket } from "../../api/tickets.ts";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { When } from "../../parts/When.tsx";
import { stageWords } from "../../parts/words.ts";
import classes from "./approvals.module.css";

type Approval = Ticket["approvals"][number];

/** What is asked for, and who else has a say in it. Its place is kept until it is there. */
export function Asked({ ticket }: { ticket: Ticket | null }) {
  const { t } = useLingui();
  if (!ticket) return <Skeleton className={classes.asked} />;
  const files = ticket.attachments.length;
  return (
    <div className={classes.asked}>
      <p className={classes.words} dir="auto">
        {ticket.description}
      </p>
      <ol className={classes.steps} aria-label={t`Approval steps`}>
        {ticket.approvals.map((approval) => (
          <Step key={approval.stage} approval={approval} />
        ))}
        {files > 0 && (
          <li>
            <Icon name="clip" size={16} /> <Plural value={files} one="# file" other="# files" />
          </li>
        )}
      </ol>
    </div>
  );
}

/** Since when the open step waits: since the one before it was decided, or since the ticket was raised. */
export const sinceOf = ({ approvals, createdAt }: Ticket): string =>
  approvals.findLast(({ decidedAt }) => decidedAt !== null)?.decidedAt ?? createdAt;

function Step({ approval }: { approval: Approval }) {
  const { i18n } = useLingui();
  const stage = i18n._(stageWords[approval.stage]);
  return (
    <li data-state={approval.state}>
      <Icon name={icons[approval.state]} size={16} />
      <span>
        <b>{stage}</b>: <StepWords approval={approval} />
        {approval.comment && (
          <Text span size="sm" c="dimmed" display="block">
            “<bdi>{approval.comment}</bdi>”
          </Text>
        )}
      </span>
    </li>
  );
}

const icons: Record<Approval["state"], IconName> = {
  waiting: "clock",
  pending: "user",
  approved: "approvals",
  rejected: "close",
  cancelled: "close",
};

function StepWords({ approval: { state, decidedBy, decidedAt } }: { approval: Approval }) {
  const name = decidedBy?.name ?? "";
  if (state === "pending") return <Trans>waiting for you</Trans>;
  if (state === "waiting") return <Trans>after you</Trans>;
  if (state === "cancelled") return <Trans>no longer needed</Trans>;
  const when = decidedAt && <When at={decidedAt} />;
  return state === "approved" ? (
    <Trans>
      approved by {name} {when}
    </Trans>
  ) : (
    <Trans>
      rejected by {name} {when}
    </Trans>
  );
}
