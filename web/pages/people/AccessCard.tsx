import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Divider, Stack, Text } from "@mantine/core";
import type { Account } from "../../../functions/domain/account.ts";
import type { Me } from "../../api/me.ts";
import { useChangePerson, useResetPassword, useResetSecondFactor } from "../../api/users.ts";
import { ConfirmButton } from "../../parts/Confirm.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Section } from "../../parts/Section.tsx";
import type { Tell } from "../../parts/Toast.tsx";
import { ConsequenceList } from "./ConsequenceList.tsx";
import { ofDisabling } from "./consequences.ts";

type Props = { me: Me; account: Account; tell: Tell };

/** Whether and how somebody can sign in. */
export function AccessCard(props: Props) {
  const { disabled } = props.account;
  return (
    <Section title={<Trans>Sign-in</Trans>}>
      {!disabled && <PasswordReset {...props} />}
      {!disabled && <Divider />}
      {!disabled && <LostSecondFactor {...props} />}
      {!disabled && <Divider />}
      {disabled ? <Enabling {...props} /> : <Disabling {...props} />}
    </Section>
  );
}

function PasswordReset({ account, tell }: Props) {
  const { t } = useLingui();
  const { mutateAsync } = useResetPassword(account);
  const { email } = account;
  const act = async () => {
    const sent = await mutateAsync();
    const invitation = <Trans>{email} has never signed in, so the invitation is on its way again.</Trans>;
    tell({
      message: sent === "code" ? <Trans>A code for a new password is on its way to {email}.</Trans> : invitation,
    });
  };
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">
        <Trans>Forgotten password? They get a code by e-mail and choose a new one on the sign-in page.</Trans>
      </Text>
      <ConfirmButton
        variant="default"
        color="blue"
        title={t`Reset ${account.name}'s password?`}
        body={
          <Text size="sm">
            <Trans>
              Their current password stops working at once, and they are signed out everywhere. An e-mail to {email}{" "}
              tells them what to do next. If they have never signed in, they get the invitation again.
            </Trans>
          </Text>
        }
        confirm={<Trans>Reset</Trans>}
        act={act}
      >
        <Trans>Reset password</Trans>
      </ConfirmButton>
    </Stack>
  );
}

function LostSecondFactor({ account, tell }: Props) {
  const { t } = useLingui();
  const { mutateAsync } = useResetSecondFactor(account);
  const { name } = account;
  const act = async () => {
    await mutateAsync();
    tell({ message: <Trans>{name} can sign in with the password alone.</Trans> });
  };
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">
        <Trans>
          Lost or replaced phone? Without the second factor they sign in with their password and set up a new one.
        </Trans>
      </Text>
      <ConfirmButton
        variant="default"
        color="blue"
        title={t`Remove ${name}'s second factor?`}
        body={
          <Text size="sm">
            <Trans>
              Their password alone is enough from now on, so make sure that it is really them who ask. If the phone may
              be in the wrong hands, reset the password as well: that signs them out everywhere.
            </Trans>
          </Text>
        }
        confirm={<Trans>Remove</Trans>}
        act={act}
      >
        <Trans>Remove second factor</Trans>
      </ConfirmButton>
    </Stack>
  );
}

function Disabling({ me, account, tell }: Props) {
  const { t } = useLingui();
  const { mutateAsync } = useChangePerson(account);
  const act = async () => {
    const { name, warnings } = await mutateAsync({ disabled: true });
    tell({ message: <Trans>{name} can no longer sign in.</Trans>, warnings });
  };
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">
        <Trans>Has somebody left? Disabling the account ends their access and keeps what they wrote.</Trans>
      </Text>
      <ConfirmButton
        title={t`Disable ${account.name}'s account?`}
        body={<ConsequenceList all={ofDisabling(account, me.id === account.id)} />}
        confirm={<Trans>Disable</Trans>}
        act={act}
      >
        <Trans>Disable account</Trans>
      </ConfirmButton>
    </Stack>
  );
}

function Enabling({ account, tell }: Props) {
  const { mutate, isPending, error } = useChangePerson(account);
  const { name } = account;
  const enable = () =>
    mutate({ disabled: false }, { onSuccess: () => tell({ message: <Trans>{name} can sign in again.</Trans> }) });
  return (
    <Stack gap="sm" align="flex-start">
      {error && <ErrorNotice error={error} />}
      <Text size="sm">
        <Trans>This account is disabled: nobody can sign in with it.</Trans>
      </Text>
      <Button onClick={enable} loading={isPending}>
        <Trans>Enable account</Trans>
      </Button>
    </Stack>
  );
}
