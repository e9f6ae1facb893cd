import { randomUUID } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Events, Stage } from "./coldEvents.ts";

/** What the Lambdas are called with that are no route's. */
export async function otherEvents({ people, raise, call }: Stage): Promise<Events> {
  const { readHistory } = await import("../../functions/store/history.ts");
  const { eventItem } = await import("../../functions/store/tableItems.ts");
  const raised = async (category?: string) => {
    const { id } = await raise(category);
    const { events } = await readHistory(id, { after: 0, limit: 1 });
    const [event] = events;
    if (!event) throw new Error(`${id} has no history`);
    return event;
  };
  const streamed = async (category?: string) => ({ Records: [record(eventItem(await raised(category)))] });
  const queued = async () => messages(await raised("license-request"));
  const machine = async () => ({ ticketId: (await raise("license-request")).id, round: 1, attempt: 1 });
  const socket = (extra = {}) => ({ requestContext: { connectionId: randomUUID() }, headers: {}, ...extra });
  const admin = { id: people.admin.id, name: people.admin.name };
  const about = { type: "account", id: people.user.id, name: people.user.name };
  return {
    "http/unknownRoute": () => ({ headers: {}, requestContext: { requestId: randomUUID(), http: { method: "GET" } } }),
    "approvals/onTicketEvent": () => streamed("license-request"),
    "approvals/ask": async () => ({ ...(await machine()), token: "none" }),
    "approvals/remind": machine,
    "approvals/settle": machine,
    "approvals/sweep": () => ({}),
    "approvals/autoClose": () => ({}),
    "events/publish": () => streamed(),
    "events/notifyInApp": queued,
    "events/notifyEmail": queued,
    "events/notifySms": queued,
    "events/digest": () => ({}),
    "events/socketConnect": async () => {
      const { url } = await call<{ url: string }>(people.user, "createSocketTicket");
      return socket({ queryStringParameters: { ticket: new URL(url).searchParams.get("ticket") ?? "" } });
    },
    "events/socketDisconnect": () => socket(),
    "events/socketMessage": () => socket({ body: "hello" }),
    "events/onAccountChanged": () =>
      messages({
        ...{ id: randomUUID(), kind: "AccountChanged", at: new Date().toISOString(), by: admin, about },
        ...{ before: { ...people.user, disabled: true }, after: people.user },
      }),
    "events/export": async () => {
      const by = oneOf(Object.values(people)); // each may begin ten an hour
      const { id } = await call<{ id: string }>(by, "createExport", { body: {} });
      return messages({ accountId: by.id, id });
    },
    "events/removeFile": () =>
      messages({ type: "AttachmentRemoved", ticketId: "T-0000000", attachmentId: randomUUID() }),
    "events/count": queued,
    "events/indexWords": queued,
    "events/checkTallies": () => ({}),
    "events/scanVerdict": () => ({
      detail: {
        s3ObjectDetails: { objectKey: `files/T-0000000/${randomUUID()}` },
        scanResultDetails: { scanResultStatus: "NO_THREATS_FOUND" },
      },
    }),
    "store/bootstrap": () => ({}),
  };
}

let turn = 0;
/** Each in turn. */
export const oneOf = <T>(all: readonly T[]): T => all[turn++ % all.length] as T;

const messages = (...all: object[]) => ({
  Records: all.map((message) => ({ messageId: randomUUID(), body: JSON.stringify(message) })),
});

const record = (item: object) => ({
  eventID: randomUUID(),
  eventName: "INSERT",
  dynamodb: {
    NewImage: marshall(item, { removeUndefinedValues: true }),
    SequenceNumber: String(Date.now()),
  },
});
