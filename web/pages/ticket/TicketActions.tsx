import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useDeed } from "../../api/deed.ts";
import type { Ticket } from "../../api/tickets.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { PartBoundary } from "../../parts/PartBoundary.tsx";
import { type Step, steps } from "./steps.ts";

const AskDialog = lazy(async () => ({ default: (await import("./AskDialog.tsx")).AskDialog }));
const AssignDialog = lazy(async () => ({ default: (await import("../../parts/AssignDialog.tsx")).AssignDialog }));
const EditDialog = lazy(async () => ({ default: (await import("./EditDialog.tsx")).EditDialog }));

/** What this person may do to the ticket as it stands, and nothing else. */
export function TicketActions({ ticket }: { ticket: Ticket }) {
  const { t, i18n } = useLingui();
  const [open, setOpen] = useState<Step | "assign" | "edit" | null>(null);
  const deed = useDeed(ticket.id);
  const may = (offer: (typeof ticket.allowedActions)[number]) => ticket.allowedActions.includes(offer);
  const offered = steps.filter(({ offer }) => may(offer));
  const isUnassigned = may("assign") && !ticket.assignee;
  const close = () => setOpen(null);
  const begin = (step: Step) => (step.asks ? setOpen(step) : deed.mutate(step.deed(ticket)));
  const button = (step: Step) => (
    <Button
      key={step.name}
      size="sm"
      color={step.color ?? "blue"}
      variant={variantOf(step, step === offered[0] && !isUnassigned)}
      loading={deed.isPending && !step.asks}
      // When it is done the buttons change places: a second press would meet another one.
      disabled={deed.isPending}
      onClick={() => begin(step)}
    >
      {step.name === "start" && ticket.status === "on_hold" ? <Trans>Resume work</Trans> : i18n._(step.label)}
    </Button>
  );
  // A dialog that is open stays, with its text, whatever happens to the ticket meanwhile.
  if (offered.length === 0 && !may("assign") && !may("edit") && !open) return null;
  return (
    <Stack gap="xs">
      <Group gap="xs" role="group" aria-label={t`What you can do`}>
        {may("assign") && (
          <Button
            size="sm"
            variant={isUnassigned ? "filled" : "default"}
            disabled={deed.isPending}
            onClick={() => setOpen("assign")}
          >
            {ticket.assignee ? <Trans>Reassign</Trans> : <Trans>Assign</Trans>}
          </Button>
        )}
        {offered.filter(({ name }) => name !== "cancel").map(button)}
        {may("edit") && (
          <Button size="sm" variant="default" disabled={deed.isPending} onClick={() => setOpen("edit")}>
            <Trans>Edit</Trans>
          </Button>
        )}
        {offered.filter(({ name }) => name === "cancel").map(button)}
      </Group>
      {deed.error && <ErrorNotice error={deed.error} />}
      <PartBoundary close={close}>
        <Suspense>
          {open === "assign" && <AssignDialog ticket={ticket} close={close} />}
          {open === "edit" && <EditDialog ticket={ticket} close={close} />}
          {open && typeof open === "object" && <AskDialog ticket={ticket} step={open} close={close} />}
        </Suspense>
      </PartBoundary>
    </Stack>
  );
}

/** What ends a ticket never looks like the next thing to do. */
function variantOf({ name }: Step, isNext: boolean) {
  if (name === "cancel") return "subtle";
  if (name === "reject") return "outline";
  return isNext ? "filled" : "default";
}
