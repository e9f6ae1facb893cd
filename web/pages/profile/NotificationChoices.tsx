import { Trans } from "@lingui/react/macro";
import { Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type Me, type Preferences, useChangeMe } from "../../api/me.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Section } from "../../parts/Section.tsx";
import { ChannelTable } from "./ChannelTable.tsx";
import { QuietHours } from "./QuietHours.tsx";
import { SaveBar } from "./SaveBar.tsx";

/** What one is told of, by which way, and when not. */
export function NotificationChoices({ me }: { me: Me }) {
  // Null: nothing is edited here, so that what was chosen elsewhere shows.
  const [edited, edit] = useState<Preferences | null>(null);
  const wanted = edited ?? me.notifications;
  const { mutate, error, isPending, isSuccess, reset } = useChangeMe();
  const isChanged = asText(wanted) !== asText(me.notifications);
  function submit(event: FormEvent): void {
    event.preventDefault();
    mutate({ notifications: wanted }, { onSuccess: () => edit((now) => (now === wanted ? null : now)) });
  }
  const undo = () => {
    edit(null);
    reset();
  };
  return (
    <Section
      title={<Trans>Notifications</Trans>}
      about={
        <Trans>
          You only hear about tickets that concern you. Of what you do yourself, you only get a receipt for a ticket you
          raise.
        </Trans>
      }
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          <ChannelTable wanted={wanted} change={edit} hasPhone={me.phone !== null} />
          <QuietHours hours={wanted.quietHours} change={(quietHours) => edit({ ...wanted, quietHours })} />
          {error && <ErrorNotice error={error} />}
          <SaveBar isChanged={isChanged} isSaving={isPending} isSaved={isSuccess} reset={undo} />
        </Stack>
      </form>
    </Section>
  );
}

/** The same choices in any order are the same. */
const asText = ({ inApp, email, sms, quietHours }: Preferences): string =>
  JSON.stringify([...[inApp, email, sms].map((kinds) => [...kinds].sort()), quietHours]);
