import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { useMe } from "../../api/me.ts";
import { PartBoundary } from "../../parts/PartBoundary.tsx";
import { mayAssignFirst } from "./assigning.ts";
import type { Placed } from "./keepPlaces.ts";

const AssignDialog = lazy(async () => ({ default: (await import("../../parts/AssignDialog.tsx")).AssignDialog }));

export function useMayAssign(): (placed: Placed) => boolean {
  const { role } = useMe();
  return ({ row, isGone }) => mayAssignFirst(role, row.status) && !isGone;
}

/** Puts a technician on a ticket without leaving the list. */
export function AssignHere({ placed }: { placed: Placed }) {
  const { t } = useLingui();
  const mayAssign = useMayAssign();
  const [isOpen, { open, close }] = useDisclosure(false);
  const { title } = placed.row;
  return (
    <>
      {mayAssign(placed) && (
        <Button
          className="above-link"
          size="compact-sm"
          fz="xs"
          variant="default"
          aria-label={t`Assign ${title}`}
          onClick={open}
        >
          <Trans>Assign</Trans>
        </Button>
      )}
      {/* A dialog that is open stays, whatever happens to the ticket meanwhile. */}
      {isOpen && (
        <PartBoundary close={close}>
          <Suspense>
            <AssignDialog ticket={placed.row} isAlone close={close} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
