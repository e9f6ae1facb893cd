import { randomUUID } from "node:crypto";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, test } from "vitest";
import { person } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
const { dynamo, tableName } = await import("../../functions/store/client.ts");
const { uploadsAnHour } = await import("../../functions/store/attachments.ts");
const { exportsAnHour, exportWrite } = await import("../../functions/store/exports.ts");
const { addNotification, notificationId } = await import("../../functions/store/inbox.ts");
const { commitCapped, countTry, takeSms } = await import("../../functions/store/rateLimits.ts");
const { claimRequest, keepAnswer } = await import("../../functions/store/requests.ts");
const { sendOnce } = await import("../../functions/store/sent.ts");
const { openSocket, socketAddress } = await import("../../functions/store/sockets.ts");
const { keys, table } = await import("../../functions/store/table.ts");
type Claim = import("../../functions/store/requests.ts").Claim;

/** What expires, by the beginning of its key, and within how many days. An erasure leaves it alone, since it goes by itself. */
const lives: Record<string, number> = {
  ...{ SMS: 3, UPLOADS: 3, EXPORTS: 3, RAISED: 3, MISSES: 3 },
  ...{ EXPORT: 1, SOCKETS: 1, CONNECTION: 1, SOCKETTICKET: 1, REQUEST: 1 },
  ...{ INBOX: 90, SENT: 30 },
};

test("what is kept for a time only says when that ends, whatever became of it", async () => {
  const [accountId, at] = [randomUUID(), new Date().toISOString()];
  for (const hourly of [uploadsAnHour, exportsAnHour]) await commitCapped(hourly, { accountId, at }, [], []);
  for (const key of [keys.raiseCount, keys.missCount]) await countTry(accountId, { key, most: 9, says: "" });
  await takeSms(accountId, at.slice(0, 10), { perPerson: 9, inAll: 9 });
  const asked = { accountId, id: "X-1", state: "running", object: null } as unknown as Parameters<
    typeof exportWrite
  >[0];
  await commitCapped(exportsAnHour, { accountId, at }, [exportWrite(asked)], []);
  await openSocket("a-connection", person("admin"));
  await socketAddress(accountId).write([]);
  await claimRequest({ accountId, key: "died", fingerprint: "" });
  const answered = (await claimRequest({ accountId, key: "answered", fingerprint: "" })) as Claim;
  await keepAnswer(answered, { statusCode: 200, headers: {}, body: "" });
  const told = { ticketId: "T-0000000", type: "TicketRaised", message: "m", reason: "r", at, read: false };
  await addNotification(accountId, { id: notificationId(at, "E-1"), ...told });
  const sending = { what: "E-1", accountId, channel: "email" } as const;
  await sendOnce(sending, async () => undefined);
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  const left = (until: unknown) => Math.ceil((Number(until) - Date.now() / 1000) / 86_400);
  const found = Items.map((item) => [String(item.PK).split("#")[0] ?? "", left(item[table.ttl])] as const);
  expect(new Set(found.filter(([kind]) => kind in lives).map(String))).toEqual(
    new Set(Object.entries(lives).map(String)),
  );
});
