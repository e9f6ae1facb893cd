import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { bundle } from "../../lib/bundling/bundle.ts";
import { type Entry, entriesOf } from "../../lib/bundling/entries.ts";
import { category } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

/* Each Lambda that is no route's, as it is deployed: the local cloud runs the sources (test/http/bundledRoutes.test.ts). */
const engines = await startStill();
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const outdir = mkdtempSync(join(tmpdir(), "bundled-events-"));
const entries = entriesOf({ malwareScan: true }).filter((entry) => !entry.startsWith("api/"));
await bundle(entries, outdir);
const ran = new Set<Entry>();
vi.spyOn(console, "log").mockImplementation(() => {});
const failures = vi.spyOn(console, "error").mockImplementation(() => {});
beforeEach(() => {
  failures.mockClear();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await engines.stop();
  rmSync(outdir, { recursive: true });
});

const { peopleOf } = await import("../../functions/store/accounts.ts");
const { exportWrite, findExport } = await import("../../functions/store/exports.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { socketAddress, socketsOfAccount } = await import("../../functions/store/sockets.ts");
const { eventItem } = await import("../../functions/store/tableItems.ts");
const { commit } = await import("../../functions/store/tickets.ts");
const { writeTogether } = await import("../../functions/store/transaction.ts");

const [requester] = (await peopleOf("user", "finance")) as [Account];
const words = { id: newTicketId(), title: "A licence", description: "d", priority: "high" } as const;
const at = new Date().toISOString();
const { ticket, event } = await commit(raise(words, category(["hod"]), requester, at));
const machine = { ticketId: ticket.id, round: ticket.round, attempt: 1 };
const record = (item: object) => ({
  Records: [{ dynamodb: { SequenceNumber: "1", NewImage: marshall(item, { removeUndefinedValues: true }) } }],
});
const message = (body: object) => ({ Records: [{ messageId: "1", body: JSON.stringify(body) }] });
const done = { batchItemFailures: [] };

async function run(entry: Entry, given?: object): Promise<unknown> {
  ran.add(entry);
  const { handler } = (await import(join(outdir, entry, `${entry}.mjs`))) as { handler: (event?: object) => unknown };
  return handler(given);
}

const asked = { ...event, type: "ApprovalRequested", stage: "hod", askedOf: "hod" };
const queued: Entry[] = [
  "events/notifyInApp",
  "events/notifyEmail",
  "events/notifySms",
  "events/count",
  "events/indexWords",
  "events/removeFile",
  "events/onAccountChanged",
];
test.each(queued)("%s takes what its queue brings", async (entry) => {
  for (const one of [event, asked, { ...event, type: "AttachmentRemoved", attachmentId: "A-1" }])
    expect(await run(entry, message(one))).toEqual(done);
  expect(failures.mock.calls).toEqual([]);
});

test("a changed account is followed", async () => {
  const about = { type: "account", id: requester.id, name: requester.name };
  const change = { kind: "AccountChanged", id: "1", at, by: requester, about, before: requester, after: requester };
  expect(await run("events/publish", record({ item: "Audit", ...change }))).toEqual(done);
  expect(await run("events/onAccountChanged", message(change))).toEqual(done);
  expect(failures.mock.calls).toEqual([]);
});

test("an export is carried out", async () => {
  const one = { id: "1", accountId: requester.id, createdAt: at, query: {}, writtenFor: null, object: null } as const;
  await writeTogether([exportWrite({ ...one, state: "running", rows: null, truncated: false })]);
  expect(await run("events/publish", record({ item: "Export", ...one }))).toEqual(done);
  expect(await run("events/export", message(one))).toEqual(done);
  expect(await findExport(requester.id, one.id)).toMatchObject({ state: "ready", rows: 1 });
});

test("a client connects once with its address, is answered, and goes", async () => {
  const address = socketAddress(requester.id);
  await address.write([]);
  const queryStringParameters = { ticket: address.url.split("=").at(-1) };
  const requestContext = { connectionId: "c-1" };
  const connect = () => run("events/socketConnect", { headers: {}, queryStringParameters, requestContext });
  expect([await connect(), await connect()]).toEqual([{ statusCode: 200 }, { statusCode: 401 }]);
  expect(await run("events/socketMessage")).toMatchObject({ statusCode: 200 });
  expect(await run("events/socketDisconnect", { requestContext })).toEqual({ statusCode: 200 });
  expect(await socketsOfAccount(requester.id)).toEqual([]);
});

test("the machine's steps and the clock's Lambdas do what there is to do", async () => {
  await run("approvals/ask", { ...machine, token: "none that waits" });
  expect(await run("approvals/remind", machine)).toEqual({ seconds: expect.any(Number) });
  await run("approvals/settle", machine);
  expect(await run("approvals/sweep", { graceSeconds: 0 })).toMatchObject({ looked: 1 });
  expect(await run("approvals/autoClose")).toEqual({ closed: 0 });
  await run("events/digest");
  expect(await run("events/checkTallies")).toEqual({ tickets: 1 });
  const requestContext = { requestId: "1", http: { method: "GET" } };
  expect(await run("http/unknownRoute", { requestContext })).toMatchObject({ statusCode: 404 });
});

test("the stream's readers and a verdict on a file that is none are taken, and the bootstrap runs again", async () => {
  for (const entry of ["events/publish", "approvals/onTicketEvent"] as const)
    expect(await run(entry, record(eventItem(event)))).toEqual(done);
  const s3ObjectDetails = { objectKey: `files/${ticket.id}/A-1`, versionId: "1" };
  await run("events/scanVerdict", {
    detail: { s3ObjectDetails, scanResultDetails: { scanResultStatus: "NO_THREATS_FOUND" } },
  });
  await run("store/bootstrap");
  expect(failures.mock.calls).toEqual([]);
});

test("none is left out", () => {
  expect(entries.filter((entry) => !ran.has(entry))).toEqual([]);
});
