import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, useEffect, useId, useRef } from "react";
import { useMe } from "../api/me.ts";
import { Icon } from "../parts/icons.tsx";
import { useChangePassword, useEndOtherSessions } from "./changePassword.ts";
import { NewPassword } from "./NewPassword.tsx";
import { troubleOf } from "./refusal.ts";
import { SignInTrouble } from "./SignInTrouble.tsx";

type Props = { changed: () => void; cancel: () => void };

/** What was typed stays until it is saved; once it is, only the other sessions are left to end. */
export function PasswordForm({ changed, cancel }: Props) {
  const { t } = useLingui();
  const { email } = useMe();
  const change = useChangePassword(email);
  const others = useEndOtherSessions(email);
  const errorId = useId();
  const current = useRef<HTMLInputElement>(null);
  useEffect(() => current.current?.focus(), []);
  const atCurrent = useWrongCurrent(change.error);
  const endOthers = (password: string) => others.mutate(password, { onSuccess: changed });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const passwords = { previous: String(given.get("password")), proposed: String(given.get("newPassword")) };
    const focusAgain = () => {
      current.current?.focus();
      current.current?.select();
    };
    // Not `mutate`: the others are signed out also where whoever changed it has gone to another page meanwhile.
    change.mutateAsync(passwords).then(endOthers, focusAgain);
  }
  const isBusy = change.isPending || others.isPending;
  if (change.isSuccess && others.error) {
    return <OthersLeft again={() => endOthers(change.data)} isBusy={others.isPending} />;
  }
  return (
    <form onSubmit={submit} aria-label={t`Change password`}>
      <Stack gap="sm" maw="30rem">
        {/* For password managers: whose password this is. */}
        <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          ref={current}
          name="password"
          label={t`Current password`}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t`Show password` }}
          visibilityToggleFocusable
          required
          error={atCurrent}
          // What Mantine leaves out of a field for passwords: what is wrong with it, for screen readers.
          aria-invalid={atCurrent !== null}
          aria-describedby={atCurrent ? errorId : undefined}
          errorProps={{ id: errorId }}
        />
        <NewPassword />
        {change.error && !atCurrent && <SignInTrouble error={change.error} key={change.submittedAt} />}
        <Group gap="sm">
          <Button type="submit" loading={isBusy}>
            <Trans>Save the new password</Trans>
          </Button>
          {/* What is on its way cannot be called back. */}
          <Button variant="default" onClick={cancel} disabled={isBusy}>
            <Trans>Cancel</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is wrong with the current password, as far as anybody can tell. */
function useWrongCurrent(error: unknown): string | null {
  const { t } = useLingui();
  const trouble = error ? troubleOf(error) : null;
  if (trouble === "wrongPassword") return t`That is not your current password.`;
  return trouble === "tooMany" ? t`Too many attempts. Wait a while, then try again.` : null;
}

type LeftProps = { again: () => void; isBusy: boolean };

function OthersLeft({ again, isBusy }: LeftProps) {
  return (
    <Alert color="orange" role="alert" icon={<Icon name="warning" />}>
      <Stack gap="sm" align="start">
        <Trans>Your password is changed, but you may still be signed in on other devices.</Trans>
        <Button variant="default" onClick={again} loading={isBusy}>
          <Trans>Sign out there</Trans>
        </Button>
      </Stack>
    </Alert>
  );
}
