import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Account } from "../../../functions/domain/account.ts";
import { useNameOf } from "../../api/catalogue.ts";
import type { Me } from "../../api/me.ts";
import { Section } from "../../parts/Section.tsx";
import { roleWords } from "../../parts/words.ts";
import "./facts.css";

/** Somebody whom one may see and not change. */
export function PersonFacts({ me, account: { id, role, department, phone } }: { me: Me; account: Account }) {
  const { i18n } = useLingui();
  const departmentName = useNameOf("department");
  return (
    <Section title={<Trans>Details</Trans>}>
      <dl className="facts">
        <dt>
          <Trans>Role</Trans>
        </dt>
        <dd>{i18n._(roleWords[role])}</dd>
        <dt>
          <Trans>Department</Trans>
        </dt>
        <dd>{departmentName(department) || <Trans>None</Trans>}</dd>
        <dt>
          <Trans>Phone</Trans>
        </dt>
        <dd>{phone ?? <Trans>None</Trans>}</dd>
      </dl>
      <Text size="sm" c="dimmed">
        {me.id === id ? (
          <Trans>
            This is you. Change your name and phone in{" "}
            <Anchor component={Link} to="/profile" inherit>
              your profile
            </Anchor>
            .
          </Trans>
        ) : (
          <Trans>Only an administrator can change accounts with this role.</Trans>
        )}
      </Text>
    </Section>
  );
}
