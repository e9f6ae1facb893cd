import "./shortcuts.css";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Kbd, Modal, Stack, Title } from "@mantine/core";
import { Fragment } from "react";
import type { Role } from "../../functions/domain/account.ts";
import { placesFor } from "../app/places.ts";
import { deciders } from "../parts/roles.ts";
import { goKeyOf, isMac } from "./keys.ts";
import { useKeysOn } from "./settings.ts";

type Props = { role: Role; isOpen: boolean; close: () => void; back: () => void };
type Row = { does: string; keys: string[] };

/** All the keys on one page. */
export function KeyHelp({ role, isOpen, close, back }: Props) {
  const { t, i18n } = useLingui();
  const areOn = useKeysOn();
  const general: Row[] = [
    { does: t`Find a ticket, a person or a page`, keys: [isMac() ? "⌘" : "Ctrl", "K"] },
    { does: t`New ticket`, keys: ["C"] },
    { does: t`This list of shortcuts`, keys: ["?"] },
  ];
  const lists: Row[] = [
    { does: t`Next in a list`, keys: ["J"] },
    { does: t`Previous in a list`, keys: ["K"] },
    { does: t`Open it`, keys: ["Enter"] },
    ...(deciders.includes(role)
      ? [
          { does: t`Approve (on the Approvals page)`, keys: ["A"] },
          { does: t`Reject (on the Approvals page)`, keys: ["R"] },
        ]
      : []),
  ];
  const pages = placesFor(role).flatMap(({ to, label }): Row[] => {
    const key = goKeyOf(to);
    return key ? [{ does: i18n._(label), keys: ["G", key.toUpperCase()] }] : [];
  });
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      returnFocus={false}
      onExitTransitionEnd={back}
      title={t`Keyboard shortcuts`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <Stack>
        {!areOn && (
          <Alert color="orange" role="none">
            <Trans>
              Single-key shortcuts are switched off; you can switch them on in your profile. The first one here always
              works.
            </Trans>
          </Alert>
        )}
        <Keys title={t`Everywhere`} rows={general} />
        <Keys title={t`In lists`} rows={lists} />
        <Keys title={t`Go to a page: one key after the other`} rows={pages} />
      </Stack>
    </Modal>
  );
}

function Keys({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <section>
      <Title order={3} size="h5">
        {title}
      </Title>
      <table className="keys" aria-label={title}>
        <tbody>
          {rows.map(({ does, keys }) => (
            <tr key={does}>
              <th scope="row">{does}</th>
              <td dir="ltr">
                {keys.map((key, place) => (
                  <Fragment key={key}>
                    {place > 0 && " "}
                    <Kbd>{key}</Kbd>
                  </Fragment>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
