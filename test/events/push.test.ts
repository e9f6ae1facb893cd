import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { category } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

const engines = await startStill();
vi.spyOn(console, "error").mockImplementation(() => {});

/** API Gateway's side of the connections, as far as posting to them goes: how each answers, and what it was sent. */
const answers = new Map<string, { status: number; type: string }>();
let posted: string[] = [];
const gateway = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const connection = decodeURIComponent(request.url?.split("/").at(-1) ?? "");
  const { type } = JSON.parse(Buffer.concat(chunks).toString()) as { type: string };
  posted.push(`${connection}: ${type}`);
  const answer = answers.get(connection);
  if (answer) response.setHeader("x-amzn-errortype", answer.type);
  response.writeHead(answer?.status ?? 200, { "content-type": "application/json" }).end("{}");
});
gateway.listen(0, "127.0.0.1");
await once(gateway, "listening");
process.env.SOCKET_ENDPOINT = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
afterAll(async () => {
  gateway.close();
  await engines.stop();
});

const { peopleOf } = await import("../../functions/store/accounts.ts");
const { openSocket, socketsOfAccount } = await import("../../functions/store/sockets.ts");
const { commit } = await import("../../functions/store/tickets.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { handler } = await import("../../functions/events/notifyInApp.ts");

const [itHead] = (await peopleOf("it_head")) as [Account];
const [requester] = (await peopleOf("user", "finance")) as [Account];
vi.setSystemTime(Date.now() - 60_000); // they have been connected for a minute
for (const connection of ["stuck", "awake"]) await openSocket(connection, itHead);
await openSocket("requester", requester);
vi.useRealTimers();
const { event } = await commit(
  raise(
    { id: newTicketId(), title: "t", description: "d", priority: "low" },
    category(),
    requester,
    new Date().toISOString(),
  ),
);
const deliver = () => handler({ Records: [{ messageId: "1", body: JSON.stringify(event) }] } as unknown as SQSEvent);
beforeEach(() => {
  posted = [];
  answers.clear();
});

const toAll = ["awake: notification", "awake: ticket", "requester: notification", "requester: ticket"];

test("a client that takes nothing more keeps nobody else from being told, and nobody is told twice", async () => {
  answers.set("stuck", { status: 429, type: "LimitExceededException" });
  expect((await deliver()).batchItemFailures).toEqual([]);
  expect([...new Set(posted)].sort()).toEqual([...toAll, "stuck: notification", "stuck: ticket"].sort());
  expect(posted.filter((line) => !line.startsWith("stuck"))).toHaveLength(toAll.length);
});

test("where pushing fails otherwise, all others are told first, and the message comes again", async () => {
  answers.set("stuck", { status: 403, type: "ForbiddenException" });
  expect((await deliver()).batchItemFailures).toEqual([{ itemIdentifier: "1" }]);
  expect(posted.filter((line) => !line.startsWith("stuck")).sort()).toEqual(toAll);
});

test("a client that is gone is forgotten", async () => {
  answers.set("stuck", { status: 410, type: "GoneException" });
  expect((await deliver()).batchItemFailures).toEqual([]);
  expect((await socketsOfAccount(itHead.id)).map(({ connection }) => connection)).toEqual(["awake"]);
});

test("a client whose connection is still being made is told of the next change", async () => {
  await openSocket("opening", itHead);
  answers.set("opening", { status: 410, type: "GoneException" });
  expect((await deliver()).batchItemFailures).toEqual([]);
  answers.clear();
  posted = [];
  await deliver();
  expect(posted).toContain("opening: ticket");
});
