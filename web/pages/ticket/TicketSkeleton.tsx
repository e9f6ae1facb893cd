import { useLingui } from "@lingui/react/macro";
import { Skeleton, Stack } from "@mantine/core";
import { usePageTitle } from "../../parts/usePageTitle.ts";
import classes from "./ticket.module.css";

/** The place of a ticket, in the size that it will have. Its title is not known yet: the page is named by the id. */
export function TicketSkeleton({ ticketId }: { ticketId: string }) {
  const { t } = useLingui();
  const heading = usePageTitle(ticketId);
  return (
    <div className={classes.page} role="status" aria-label={t`Loading`}>
      <h1 ref={heading} tabIndex={-1} className="visually-hidden">
        {ticketId}
      </h1>
      <Stack gap="sm" className={classes.header}>
        <Skeleton h="1.5rem" w="16rem" maw="100%" />
        <Skeleton h="2.2rem" w="28rem" maw="100%" />
        <Skeleton h="2.25rem" w="20rem" maw="100%" />
      </Stack>
      <Skeleton h="9rem" className={classes.text} />
      <Stack gap="md" className={classes.aside}>
        <Skeleton h="17rem" />
        <Skeleton h="9rem" />
      </Stack>
      <Stack gap="md" className={classes.history}>
        <Skeleton h="12rem" />
        <Skeleton h="11rem" />
      </Stack>
    </div>
  );
}
