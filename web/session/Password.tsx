import { Trans } from "@lingui/react/macro";
import { Alert, Button } from "@mantine/core";
import { useRef, useState } from "react";
import { Icon } from "../parts/icons.tsx";
import { Section } from "../parts/Section.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { minutesUntilSignedOut } from "./passwordRules.ts";

/** One's own password. Stands on the profile page. */
export function Password() {
  const [standing, stand] = useState<"kept" | "changing" | "changed">("kept");
  const heading = useRef<HTMLHeadingElement>(null);
  const end = (how: "kept" | "changed") => {
    stand(how);
    heading.current?.focus();
  };
  return (
    <Section
      title={<Trans>Password</Trans>}
      about={<Trans>When you change it, you are signed out everywhere else.</Trans>}
      titleRef={heading}
    >
      <div>
        <div role="status">{standing === "changed" && <Changed />}</div>
        {standing === "changing" ? (
          <PasswordForm changed={() => end("changed")} cancel={() => end("kept")} />
        ) : (
          <Button variant="default" onClick={() => stand("changing")}>
            <Trans>Change password</Trans>
          </Button>
        )}
      </div>
    </Section>
  );
}

const Changed = () => (
  <Alert color="green" role="none" icon={<Icon name="approvals" />} mb="sm">
    <Trans>Your password is changed. Other devices are signed out within {minutesUntilSignedOut} minutes.</Trans>
  </Alert>
);
