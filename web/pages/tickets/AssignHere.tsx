import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense } from "react";
import { useMe } from "../../api/me.ts";
import { PartBoundary } from "../../parts/PartBoundary.tsx";
import { isAssignable } from "./assigning.ts";
import type { Placed } from "./keepPlaces.ts";

const AssignDialog = lazy(async () => ({ default: (await import("../../parts/AssignDialog.tsx")).AssignDialog }));

type Props = {
  placed: Placed;
  /** What stands there where it is not offered. */
  otherwise?: ReactNode;
};

/** Puts a technician on a ticket without leaving the list. */
export function AssignHere({ placed, otherwise }: Props) {
  const { t } = useLingui();
  const { role } = useMe();
  const [isOpen, { open, close }] = useDisclosure(false);
  const { row } = placed;
  const { title } = row;
  return (
    <>
      {isAssignable(role, placed) ? (
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
      ) : (
        otherwise
      )}
      {/* A dialog that is open stays, whatever happens to the ticket meanwhile. */}
      {isOpen && (
        <PartBoundary close={close}>
          <Suspense>
            <AssignDialog ticket={row} isAlone close={close} />
          </Suspense>
        </PartBoundary>
      )}
    </>
  );
}
