import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import type { Stage } from "../../../functions/domain/category.ts";
import { useDepartments } from "../../api/catalogue.ts";
import { type Me, useMe } from "../../api/me.ts";
import { Icon } from "../../parts/icons.tsx";

/** Who must agree before anybody works on it, said before it is sent. Null: no category is chosen yet. */
export function ApprovalPath({ stages }: { stages: readonly Stage[] | null }) {
  const who = useWho();
  const [first, second] = (stages ?? []).map(who);
  return (
    <div className="approval-path" role="status">
      <Icon name={first ? "approvals" : "tickets"} />
      <Text size="sm">
        {!stages && <Trans>Choose a category to see whether it needs approval.</Trans>}
        {stages && !first && <Trans>Needs no approval: it goes straight to the IT team.</Trans>}
        {first && !second && <Trans>Goes to {first}. IT starts once it is approved.</Trans>}
        {first && second && (
          <Trans>
            Goes to {first}, then {second}. IT starts once both have approved.
          </Trans>
        )}
      </Text>
    </div>
  );
}

/** Who decides a stage of a ticket of one's own; nobody does so themselves. */
function useWho(): (stage: Stage) => string {
  const { t } = useLingui();
  const me: Me = useMe();
  const departments = useDepartments();
  const department = departments.find(({ id }) => id === me.department)?.name ?? me.department;
  return (stage) => {
    if (stage === "it_head") return me.role === "it_head" ? t`another IT head or an administrator` : t`the IT head`;
    if (!department) return t`an administrator`;
    if (me.role === "hod") return t`another head of ${department} or an administrator`;
    return t`the head of ${department}`;
  };
}
