import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { IdTaken } from "../../api/catalogueWrites.ts";
import { faultsOf } from "../../api/faults.ts";
import { isSlug, slugOf } from "./slug.ts";

type Entry = { id: string; name: string; active: boolean };

/** A form's entry: its name, and its id, which follows the name until somebody writes it or it is known already. */
export function useEntry(known: Entry | null, all: readonly Entry[], error: unknown) {
  const { t } = useLingui();
  const [name, setName] = useState(known?.name ?? "");
  const [written, setWritten] = useState<string | null>(known?.id ?? null);
  const [isSent, setSent] = useState(false);
  const id = written ?? slugOf(name);
  const idFault = known ? undefined : faultOfId();
  const nameFault = name.trim() === "" ? t`Give it a name.` : undefined;
  const { faults, rest } = faultsOf(error, ["name"]);

  // Writing to an id that is in use would change what has it.
  function faultOfId(): string | undefined {
    const taken = all.find((one) => one.id === id);
    if (taken) return t`${taken.name} already has this ID.`;
    return isSlug(id) ? undefined : t`Use small letters, digits and hyphens, such as license-request.`;
  }
  return {
    id,
    setId: setWritten,
    name,
    setName,
    // Whose id it is stands at the id.
    rest: error instanceof IdTaken ? null : rest,
    isGood: !idFault && !nameFault,
    tried: () => setSent(true),
    nameFault: faults.name ?? (isSent ? nameFault : undefined),
    idFault: isSent || written !== null ? idFault : undefined,
  };
}
