import { Trans } from "@lingui/react/macro";
import { Paper, Stack, Title } from "@mantine/core";
import { useUploads } from "../../api/files.ts";
import type { Ticket } from "../../api/tickets.ts";
import { Prose } from "../../parts/Prose.tsx";
import { ApprovalSteps } from "./ApprovalSteps.tsx";
import { CommentBox } from "./CommentBox.tsx";
import { Files } from "./Files.tsx";
import { TicketFacts } from "./TicketFacts.tsx";
import { TicketHeader } from "./TicketHeader.tsx";
import { Timeline } from "./Timeline.tsx";
import classes from "./ticket.module.css";

export function TicketView({ ticket }: { ticket: Ticket }) {
  const files = useUploads(ticket.id);
  return (
    <div className={classes.page}>
      <TicketHeader ticket={ticket} />
      <Stack gap="md" className={classes.text}>
        <Paper withBorder p="md" component="section" aria-labelledby="description">
          <Title order={2} size="h5" id="description" mb="xs">
            <Trans>Description</Trans>
          </Title>
          <Prose text={ticket.description} />
        </Paper>
        {ticket.resolution && (
          <Paper p="md" component="section" aria-labelledby="resolution" className={classes.resolution}>
            <Title order={2} size="h5" id="resolution" mb="xs">
              <Trans>How it was resolved</Trans>
            </Title>
            <Prose text={ticket.resolution} />
          </Paper>
        )}
      </Stack>
      <Stack gap="md" className={classes.aside}>
        <TicketFacts ticket={ticket} />
        {ticket.approvals.length > 0 && <ApprovalSteps ticket={ticket} />}
        <Files ticket={ticket} files={files} />
      </Stack>
      <Stack gap="md" className={classes.history}>
        <Timeline ticket={ticket} />
        <CommentBox ticket={ticket} attach={files.add} />
      </Stack>
    </div>
  );
}
