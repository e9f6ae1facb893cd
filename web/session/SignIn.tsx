import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Anchor, Button, Center, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Icon } from "../parts/icons.tsx";
import { signInWithPassword } from "./cognito.ts";
import { beginSession } from "./session.ts";

/** The one page for who is not signed in. */
export function SignIn() {
  const { t } = useLingui();
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const step = await signInWithPassword(String(form.get("email")), String(form.get("password")));
      if ("tokens" in step) beginSession(step.tokens);
    } catch {
      setFailure(t`That did not work. Check the address and the password.`);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" w="100%" maw="24rem">
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <Title order={1} size="h3">
              <Trans>Sign in to the ticket desk</Trans>
            </Title>
            {failure && (
              <Alert color="red" role="alert" icon={<Icon name="warning" />}>
                {failure}
              </Alert>
            )}
            <TextInput name="email" type="email" label={t`E-mail`} autoComplete="username" required />
            <PasswordInput name="password" label={t`Password`} autoComplete="current-password" required />
            <Button type="submit" loading={isBusy}>
              <Trans>Sign in</Trans>
            </Button>
            <Anchor component="button" type="button" size="sm">
              <Trans>Forgotten your password?</Trans>
            </Anchor>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
