import { Trans, useLingui } from "@lingui/react/macro";
import { SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useNameOf } from "../../api/catalogue.ts";
import { faultsOf } from "../../api/faults.ts";
import { type Me, useChangeMe } from "../../api/me.ts";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Section } from "../../parts/Section.tsx";
import { useFocusOnFault } from "../../parts/useFocusOnFault.ts";
import { roleWords } from "../../parts/words.ts";
import { isPhone, tidyPhone } from "./phone.ts";
import { SaveBar } from "./SaveBar.tsx";

/** What one may change of oneself, and what others have set. */
export function Yourself({ me }: { me: Me }) {
  const { t } = useLingui();
  // Only what was edited is kept: the rest follows the account, which may be changed elsewhere.
  const [edits, setEdits] = useState<{ name?: string; phone?: string }>({});
  const { name, phone } = { name: me.name, phone: me.phone ?? "", ...edits };
  const [isTried, setTried] = useState(false);
  const { mutate, error, isPending, isSuccess, reset } = useChangeMe();
  const { faults, rest } = faultsOf(error, ["name", "phone"]);
  const wanted = { name: name.trim(), phone: phone.trim() === "" ? null : tidyPhone(phone) };
  const wrong = {
    name: wanted.name === "" && t`Enter your name as others should see it.`,
    phone: wanted.phone !== null && !isPhone(wanted.phone) && t`Include the country code: +49 151 12345678.`,
  };
  const form = useFocusOnFault((isTried && (wrong.name || wrong.phone)) || error);
  const changes = {
    ...(wanted.name !== me.name && { name: wanted.name }),
    ...(wanted.phone !== me.phone && { phone: wanted.phone }),
  };
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (wrong.name || wrong.phone) return;
    // What was typed since it was sent is still to be saved.
    mutate(changes, { onSuccess: () => setEdits((now) => (now === edits ? {} : now)) });
  }
  const undo = () => {
    setEdits({});
    setTried(false);
    reset();
  };
  return (
    <Section title={<Trans>You</Trans>}>
      <Facts me={me} />
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t`Name`}
              value={name}
              onChange={({ currentTarget }) => setEdits({ ...edits, name: currentTarget.value })}
              error={(isTried && wrong.name) || faults.name}
              maxLength={100}
              autoComplete="name"
              required
            />
            <TextInput
              label={t`Phone`}
              description={t`For SMS. Leave it empty if you don't want any.`}
              inputWrapperOrder={["label", "input", "description", "error"]}
              type="tel"
              value={phone}
              onChange={({ currentTarget }) => setEdits({ ...edits, phone: currentTarget.value })}
              error={(isTried && wrong.phone) || faults.phone}
              autoComplete="tel"
              placeholder="+49 151 12345678"
            />
          </SimpleGrid>
          {rest ? <ErrorNotice error={rest} /> : null}
          <SaveBar isChanged={Object.keys(changes).length > 0} isSaving={isPending} isSaved={isSuccess} reset={undo} />
        </Stack>
      </form>
    </Section>
  );
}

function Facts({ me }: { me: Me }) {
  const { t, i18n } = useLingui();
  const nameOf = useNameOf("department");
  const facts = [
    [t`E-mail`, me.email],
    [t`Role`, i18n._(roleWords[me.role])],
    [t`Department`, me.department ? nameOf(me.department) : "–"],
  ] as const;
  return (
    <SimpleGrid component="dl" cols={{ base: 1, xs: 3 }} m={0} spacing="xs">
      {facts.map(([term, fact]) => (
        <div key={term}>
          <Text component="dt" size="sm" c="dimmed">
            {term}
          </Text>
          <Text component="dd" m={0}>
            {fact}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
