import "./session.css";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, useEffect, useRef } from "react";
import { CodeField, codeIn } from "./CodeField.tsx";
import { QrCode } from "./QrCode.tsx";
import { SignInTrouble } from "./SignInTrouble.tsx";
import { otpauthAddress, useSwitchOn } from "./secondFactor.ts";

type Props = { secret: string; email: string; done: () => void };

/** Hands the secret to an authenticator app, and takes the first code back. */
export function SecondFactorSetup({ secret, email, done }: Props) {
  const { t } = useLingui();
  const form = useRef<HTMLFormElement>(null);
  const { mutate, error, isPending, failureCount } = useSwitchOn();
  const address = otpauthAddress(secret, email);
  const first = useRef<HTMLAnchorElement>(null);
  useEffect(() => first.current?.focus(), []);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const onError = () => {
      const field = form.current?.querySelector<HTMLInputElement>("[data-again]");
      field?.focus();
      field?.select();
    };
    mutate(codeIn(new FormData(event.currentTarget)), { onSuccess: done, onError });
  }
  return (
    <form ref={form} onSubmit={submit} aria-label={t`Set up a second factor`}>
      <Stack gap="sm" maw="30rem">
        <ol className="steps">
          <li>
            <Trans>Scan this code with an authenticator app on your phone.</Trans>
            <QrCode text={address} label={t`QR code for your authenticator app`} />
            <Text size="sm">
              <Trans>
                If the app is on this device,{" "}
                <Anchor href={address} inherit ref={first}>
                  open it there
                </Anchor>
                . You can also add an account by hand with this key (time-based, six digits):
              </Trans>
            </Text>
            <Secret secret={secret} address={address} />
          </li>
          <li>
            <Trans>Enter the code that the app shows now.</Trans>
          </li>
        </ol>
        {error && <SignInTrouble error={error} key={failureCount} />}
        <CodeField label={t`Code from your app`} />
        <Group gap="sm">
          <Button type="submit" loading={isPending}>
            <Trans>Switch on</Trans>
          </Button>
          <Button variant="default" onClick={done} disabled={isPending}>
            <Trans>Cancel</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Secret({ secret, address }: { secret: string; address: string }) {
  return (
    <>
      <Code block my={4} dir="ltr" className="otp-secret">
        {secret.match(/.{1,4}/g)?.join(" ")}
      </Code>
      <Group gap="xs">
        <Copy value={secret} what={<Trans>Copy the key</Trans>} />
        <Copy value={address} what={<Trans>Copy the address</Trans>} />
      </Group>
    </>
  );
}

function Copy({ value, what }: { value: string; what: React.ReactNode }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="default" onClick={copy}>
          {copied ? <Trans>Copied</Trans> : what}
        </Button>
      )}
    </CopyButton>
  );
}
