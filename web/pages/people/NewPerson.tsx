import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Refusal } from "../../../functions/contract/refusal.ts";
import type { Account } from "../../../functions/domain/account.ts";
import { faultsOf } from "../../api/faults.ts";
import type { Me } from "../../api/me.ts";
import { useCreatePerson } from "../../api/users.ts";
import { Dialog } from "../../parts/Dialog.tsx";
import { ErrorNotice } from "../../parts/ErrorNotice.tsx";
import { faultWords } from "../../parts/faultWords.ts";
import { Icon } from "../../parts/icons.tsx";
import { useFocusOnFault } from "../../parts/useFocusOnFault.ts";
import { tidyPhone } from "../profile/phone.ts";
import { rolesToCreate, seesOneDepartment } from "./offers.ts";
import { type PersonContent, PersonFields, personFields } from "./PersonFields.tsx";

type Created = (account: Account) => void;
type Props = { me: Me; isOpen: boolean; close: () => void; created: Created };

export function NewPerson({ me, isOpen, close, created }: Props) {
  const { t } = useLingui();
  const creation = useCreatePerson();
  const leave = () => {
    // Whoever left it now would not hear whether it has worked.
    if (creation.isPending) return;
    creation.reset();
    close();
  };
  return (
    <Dialog title={t`Add a person`} isOpen={isOpen} close={leave}>
      <NewPersonForm me={me} leave={leave} created={created} creation={creation} />
    </Dialog>
  );
}

type FormProps = Pick<Props, "me" | "created"> & { leave: () => void; creation: ReturnType<typeof useCreatePerson> };

function NewPersonForm({ me, leave, created, creation: { mutate, error, isPending } }: FormProps) {
  const { t } = useLingui();
  const roles = rolesToCreate(me.role);
  const own = seesOneDepartment(me.role) ? me.department : null;
  const [content, setContent] = useState<PersonContent>({
    email: "",
    name: "",
    phone: "",
    role: roles[0] ?? "user",
    department: own ?? "",
  });
  const set = (changed: Partial<PersonContent>) => setContent((present) => ({ ...present, ...changed }));
  const { faults, rest } = problemsOf(error);
  const form = useFocusOnFault(error);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const department = content.role === "admin" ? null : content.department;
    mutate(
      { ...content, email: content.email.trim(), department, phone: tidyPhone(content.phone) || null },
      { onSuccess: created },
    );
  }
  return (
    <form onSubmit={submit} ref={form}>
      <Stack gap="md">
        {rest !== null && <ErrorNotice error={rest} />}
        <fieldset disabled={isPending} className="fields">
          <TextInput
            label={t`E-mail`}
            description={t`They sign in with this.`}
            type="email"
            required
            autoComplete="off"
            data-autofocus
            value={content.email}
            onChange={({ currentTarget }) => set({ email: currentTarget.value })}
            error={faults.email}
          />
          <PersonFields content={content} set={set} faults={faults} roles={roles} only={own} />
        </fieldset>
        <Alert icon={<Icon name="bell" />} p="sm">
          <Trans>
            They get an invitation by e-mail with a temporary password, and choose their own when they first sign in.
          </Trans>
        </Alert>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={leave} disabled={isPending}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={isPending}>
            <Trans>Send the invitation</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** That an address is taken says nothing of where; here it is at the address. */
function problemsOf(error: unknown) {
  const { faults, rest } = faultsOf(error, personFields);
  if (!(error instanceof Refusal) || error.problem.code !== "already_exists") return { faults, rest };
  return { faults: { email: faultWords(error.problem.detail) }, rest: null };
}
