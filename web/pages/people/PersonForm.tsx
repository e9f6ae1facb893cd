import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Account, Role } from "../../../functions/domain/account.ts";
import { faultsOf } from "../../api/faults.ts";
import type { Me } from "../../api/me.ts";
import { type PersonEdit, useChangePerson } from "../../api/users.ts";
import { useConfirm } from "../../parts/Confirm.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { Icon } from "../../parts/icons.tsx";
import { Section } from "../../parts/Section.tsx";
import type { Tell } from "../../parts/Toast.tsx";
import { useFocusOnFault } from "../../parts/useFocusOnFault.ts";
import { tidyPhone } from "../profile/phone.ts";
import { ConsequenceList } from "./ConsequenceList.tsx";
import { ofMoving } from "./consequences.ts";
import { type PersonContent, PersonFields, personFields } from "./PersonFields.tsx";

type Props = { me: Me; account: Account; roles: readonly Role[]; tell: Tell };

/** Name, role, department and phone of somebody whom one may change; what follows is said before it is done. */
export function PersonForm({ me, account, roles, tell }: Props) {
  const { t } = useLingui();
  // Only what was edited is kept: the rest follows the account, whoever changes it.
  const [edits, setEdits] = useState<Partial<PersonContent>>({});
  const content = { ...contentOf(account), ...edits };
  const { mutateAsync, error, isPending, reset } = useChangePerson(account);
  const [ask, dialog] = useConfirm();
  const set = (changed: Partial<PersonContent>) => setEdits((present) => ({ ...present, ...changed }));
  const { faults, rest } = faultsOf(error, personFields);
  const form = useFocusOnFault(error);
  const edit = editOf(account, content);
  const isChanged = Object.keys(edit).length > 0;
  const after = { role: edit.role ?? account.role, department: edit.department ?? account.department };
  const following = ofMoving(account, after, me.id === account.id);
  async function save(): Promise<void> {
    const { warnings } = await mutateAsync(edit);
    // What was typed since it was sent is still to be saved.
    setEdits((now) => (now === edits ? {} : now));
    tell({ message: <Trans>Saved.</Trans>, warnings });
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    reset();
    const body = <ConsequenceList all={following} />;
    if (following.length === 0) save().catch(() => {});
    else
      ask({
        title: t`Change ${account.name}'s role or department?`,
        body,
        confirm: t`Change`,
        act: save,
        color: "blue",
      });
  }
  return (
    <Section title={<Trans>Details</Trans>}>
      <form onSubmit={submit} ref={form}>
        <Stack gap="md">
          {following.length === 0 && rest !== null && <ErrorNotice error={rest} />}
          <PersonFields content={content} set={set} faults={faults} roles={roles} />
          <div role="status">
            {following.length > 0 && (
              <Alert color="orange" icon={<Icon name="warning" />} title={t`When you save this`}>
                <ConsequenceList all={following} />
              </Alert>
            )}
          </div>
          <Group gap="sm">
            <Button type="submit" disabled={!isChanged} loading={isPending}>
              <Trans>Save changes</Trans>
            </Button>
            {isChanged && (
              <Button variant="default" onClick={() => setEdits({})}>
                <Trans>Discard</Trans>
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      {dialog}
    </Section>
  );
}

const contentOf = ({ email, name, role, department, phone }: Account): PersonContent => ({
  email,
  name,
  role,
  department: department ?? "",
  phone: phone ?? "",
});

/** What differs from the account as it is. */
function editOf(account: Account, content: PersonContent): PersonEdit {
  const department = content.role === "admin" ? null : content.department;
  const wanted = { name: content.name.trim(), role: content.role, department, phone: tidyPhone(content.phone) || null };
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => account[field as keyof typeof wanted] !== value),
  );
}
