import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useMe } from "../api/me.ts";
import { ConfirmButton } from "../parts/Confirm.tsx";
import { Icon } from "../parts/icons.tsx";
import { Section } from "../parts/Section.tsx";
import { SecondFactorSetup } from "./SecondFactorSetup.tsx";
import { SignInTrouble } from "./SignInTrouble.tsx";
import { secondFactorQuery, useNewSecret, useSwitchOff } from "./secondFactor.ts";

/** The second factor of one's own sign-in: on, off, and how to set it up. Stands on the profile page. */
export function SecondFactor() {
  const { email } = useMe();
  const { data, error, isSuccess } = useQuery(secondFactorQuery);
  const { mutate: begin, data: secret, error: refused, isPending, reset } = useNewSecret();
  const heading = useRef<HTMLHeadingElement>(null);
  const back = () => {
    reset();
    heading.current?.focus();
  };
  return (
    <Section
      title={<Trans>Second factor</Trans>}
      about={
        <Trans>
          Signing in also asks for a code from an app on your phone, so that a stolen password is not enough.
        </Trans>
      }
      titleRef={heading}
    >
      {(error ?? refused) && <SignInTrouble error={error ?? refused} />}
      {secret && <SecondFactorSetup secret={secret} email={email} done={back} />}
      {!secret && (
        <Skeleton visible={!isSuccess && !error} mih="2.5rem">
          <div role="status">{isSuccess && <Standing isOn={data.isOn} />}</div>
          {isSuccess && <Ways isOn={data.isOn} isBusy={isPending} begin={begin} />}
        </Skeleton>
      )}
    </Section>
  );
}

function Standing({ isOn }: { isOn: boolean }) {
  if (!isOn) return null;
  return (
    <Alert color="green" role="none" icon={<Icon name="approvals" />} mb="sm">
      <Trans>The second factor is on. Signing in asks for a code from your app.</Trans>
    </Alert>
  );
}

type WaysProps = { isOn: boolean; isBusy: boolean; begin: () => void };

function Ways({ isOn, isBusy, begin }: WaysProps) {
  const { t } = useLingui();
  const switchOff = useSwitchOff();
  return (
    <Group gap="sm">
      <Button variant={isOn ? "default" : "filled"} onClick={() => begin()} loading={isBusy}>
        {isOn ? <Trans>Move to another phone</Trans> : <Trans>Set up a second factor</Trans>}
      </Button>
      {isOn && (
        <ConfirmButton
          title={t`Switch the second factor off?`}
          body={<Trans>Your password alone will then be enough to sign in.</Trans>}
          confirm={<Trans>Switch off</Trans>}
          act={switchOff}
        >
          <Trans>Switch off</Trans>
        </ConfirmButton>
      )}
    </Group>
  );
}
