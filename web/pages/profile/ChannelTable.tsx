import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Table, Text } from "@mantine/core";
import { type MessageKind, messageKinds } from "../../../functions/domain/preferences.ts";
import type { Preferences } from "../../api/me.ts";
import classes from "./profile.module.css";

const channels = { inApp: msg`In the app`, email: msg`E-mail`, sms: msg`SMS` };
type Channel = keyof typeof channels;

const kinds: Record<MessageKind, { name: MessageDescriptor; about: MessageDescriptor }> = {
  decision_needed: { name: msg`Decisions`, about: msg`An approval or an assignment is waiting for you` },
  work_assigned: { name: msg`Work`, about: msg`A ticket is assigned to you` },
  outcome: { name: msg`Outcomes`, about: msg`Your ticket is approved, rejected, resolved or closed` },
  progress: { name: msg`Progress`, about: msg`Your ticket moves on or is changed` },
  comment: { name: msg`Comments`, about: msg`Somebody writes or adds a file` },
};

type Props = { wanted: Preferences; change: (wanted: Preferences) => void; hasPhone: boolean };

/** A choice for each kind of message and each way to send it. */
export function ChannelTable({ wanted, change, hasPhone }: Props) {
  const { t, i18n } = useLingui();
  const toggle = (channel: Channel, kind: MessageKind) => {
    const has = wanted[channel].includes(kind);
    change({ ...wanted, [channel]: has ? wanted[channel].filter((one) => one !== kind) : [...wanted[channel], kind] });
  };
  return (
    <div className={classes.scroll}>
      <Table aria-label={t`What you are told, and how`} className={classes.channels}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <Trans>About</Trans>
            </Table.Th>
            {Object.entries(channels).map(([channel, name]) => (
              <Table.Th key={channel} scope="col" className={classes.channel}>
                {i18n._(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {messageKinds.map((kind) => (
            <Table.Tr key={kind}>
              <Table.Th scope="row" fw={500}>
                {i18n._(kinds[kind].name)}
                <Text size="sm" c="dimmed" fw={400}>
                  {i18n._(kinds[kind].about)}
                </Text>
              </Table.Th>
              {Object.entries(channels).map(([channel, name]) => (
                <Table.Td key={channel} className={classes.channel}>
                  <Checkbox
                    size="md"
                    aria-label={`${i18n._(kinds[kind].name)}: ${i18n._(name)}`}
                    checked={wanted[channel as Channel].includes(kind)}
                    disabled={channel === "sms" && !hasPhone}
                    onChange={() => toggle(channel as Channel, kind)}
                    classNames={{ inner: classes.box ?? "", body: classes.body ?? "" }}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {!hasPhone && (
        <Text size="sm" c="dimmed" mt="xs">
          <Trans>SMS needs a phone number: save one above first.</Trans>
        </Text>
      )}
    </div>
  );
}
