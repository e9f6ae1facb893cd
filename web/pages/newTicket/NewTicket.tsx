import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { type Faults, faultsOf } from "../../api/faults.ts";
import { sendUnseen } from "../../api/files.ts";
import { useIsHere, whoHearsOfLoss } from "../../api/lost.ts";
import { useMe } from "../../api/me.ts";
import { useRaise } from "../../api/raise.ts";
import { Page } from "../../parts/Page.tsx";
import { useTooLong } from "../../parts/useTooLong.ts";
import { useChosenFiles } from "./chosenFiles.ts";
import { Sending } from "./Sending.tsx";
import { TicketForm } from "./TicketForm.tsx";
import { type Fields, useTicketDraft } from "./ticketDraft.ts";
import "./newTicket.css";

const order = ["title", "description", "category", "priority"] as const;

export function Component() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const me = useMe();
  const draft = useTicketDraft(me.id);
  const files = useChosenFiles();
  const isHere = useIsHere();
  const tellLost = useRef(whoHearsOfLoss());
  const raise = useRaise({
    raised({ id }) {
      draft.forget();
      if (!isHere.current) sendUnseen(id, files.files);
    },
    failed() {
      if (!isHere.current) tellLost.current({ what: "ticket" });
    },
  });
  const [missing, setMissing] = useState<Faults<keyof Fields>>({});
  const refused = faultsOf(raise.error, order);
  const { title, description } = draft.fields;
  const tooLong = given({ title: useTooLong("title")(title), description: useTooLong("description")(description) });
  const stillMissing = Object.fromEntries(
    order.filter((one) => !draft.fields[one].trim()).map((one) => [one, missing[one]]),
  );

  useEffect(() => focusFirst(faultsOf(raise.error, order).faults), [raise.error]);

  const send = () => {
    if (raise.isPending) return;
    const { fields } = draft;
    const none = missingIn(fields, {
      title: t`Give it a title.`,
      description: t`Describe it in a sentence or two.`,
      category: t`Choose a category.`,
    });
    const found = { ...none, ...tooLong };
    setMissing(none);
    raise.reset();
    if (Object.keys(found).length > 0) return focusFirst(found);
    raise.mutate(
      { body: fields, key: draft.keyFor(fields) },
      {
        onSuccess: ({ id }) => {
          if (files.files.length === 0) void navigate(`/tickets/${id}`, { replace: true });
        },
      },
    );
  };

  return (
    <Page title={t`New ticket`}>
      {raise.data ? (
        <Sending ticketId={raise.data.id} files={files.files} />
      ) : (
        <TicketForm
          draft={draft}
          files={files}
          faults={{ ...refused.faults, ...stillMissing, ...tooLong }}
          error={refused.rest}
          isSending={raise.isPending}
          isPaused={raise.isPaused}
          send={send}
        />
      )}
    </Page>
  );
}

type Required = "title" | "description" | "category";

const missingIn = (fields: Fields, words: Record<Required, string>): Faults<keyof Fields> =>
  Object.fromEntries(Object.entries(words).filter(([name]) => fields[name as Required].trim() === ""));

const given = (faults: Record<"title" | "description", string | null>): Faults<keyof Fields> =>
  Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null));

/** Whoever cannot see the form learns where to go on. */
function focusFirst(faults: Faults<keyof Fields>): void {
  const name = order.find((one) => faults[one]);
  if (name) document.querySelector<HTMLElement>(`.ticket-form [name=${name}]`)?.focus();
}
