import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { SQSEvent } from "aws-lambda";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { until } from "../../local/until.ts";
import { category } from "../domain/people.ts";
import { startStill } from "../store/engines.ts";

const engines = await startStill();
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));

/* The way to SES, on which the third e-mail stays: the Lambda that sends it can be ended there, while others wait behind it. */
let passes = 2;
const { promise: stuck, resolve: isStuck } = Promise.withResolvers<void>();
const ses = process.env.AWS_ENDPOINT_URL_SESV2;
const way = createServer(async (request, response) => {
  const body = await text(request);
  if (passes-- <= 0) return isStuck();
  const answer = await fetch(`${ses}${request.url}`, { method: "POST", headers: request.headers as never, body });
  response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
});
await new Promise<void>((listening) => way.listen(0, "127.0.0.1", listening));
process.env.AWS_ENDPOINT_URL_SESV2 = `http://127.0.0.1:${(way.address() as AddressInfo).port}`;
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  way.closeAllConnections();
  way.close();
  await engines.stop();
});

const { ScanCommand } = await import("@aws-sdk/lib-dynamodb");
const { dynamo, tableName } = await import("../../functions/store/client.ts");
const { peopleOf } = await import("../../functions/store/accounts.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { commit } = await import("../../functions/store/tickets.ts");
const { handler } = await import("../../functions/events/notifyEmail.ts");

/** Messages about tickets that were raised: an e-mail for each, to who assigns it. */
async function batchOf(count: number): Promise<SQSEvent> {
  const [requester] = (await peopleOf("user", "finance")) as [Account];
  const Records = [];
  for (let nth = 1; nth <= count; nth++) {
    const words = { id: newTicketId(), title: `Number ${nth}`, description: "d", priority: "low" as const };
    const { event } = await commit(raise(words, category(), requester, new Date().toISOString()));
    Records.push({ messageId: String(nth), body: JSON.stringify(event) });
  }
  return { Records } as unknown as SQSEvent;
}

const sent = () =>
  readFileSync(join(engines.dataDir, "outbox.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line.includes("Number "))
    .map((line) => JSON.parse(line) as { to: string[]; subject: string })
    .map(({ to, subject }) => `${subject} to ${to}`);

async function noted(): Promise<number> {
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  return Items.filter(({ item, sentAt }) => item === "Sending" && sentAt).length;
}

test("of a Lambda that is ended while e-mails wait in it, what was not sent goes out with the next try, and nothing twice", async () => {
  const batch = await batchOf(5);
  const call = `const { handler } = await import("./functions/events/notifyEmail.ts"); await handler(${JSON.stringify(batch)});`;
  const lambda = spawn(process.execPath, ["--input-type=module", "--eval", call], { stdio: "inherit" });
  const ended = once(lambda, "exit");
  await stuck;
  await until(noted, (count) => count === 2, "that two e-mails are known to have been sent");
  const began = Date.now();
  lambda.kill("SIGKILL");
  await ended;
  const before = sent();
  expect(before).toHaveLength(2);

  passes = Number.POSITIVE_INFINITY;
  vi.spyOn(console, "error").mockImplementation(() => {});
  /** As seen so much later. */
  const later = (seconds: number) => vi.useFakeTimers({ toFake: ["Date"], now: began + seconds * 1000 });
  const { timeoutSeconds } =
    engines.wires.functions.find((one) => one.handler.includes("notifyEmail")) ?? expect.fail();
  later(timeoutSeconds); // that one might still run
  expect((await handler(batch)).batchItemFailures).not.toEqual([]);
  expect(sent()).toEqual(before);
  later(6 * timeoutSeconds); // when messages come back
  for (const _ of ["the next try", "once more"]) expect(await handler(batch)).toEqual({ batchItemFailures: [] });
  expect(sent().slice(0, 2)).toEqual(before);
  expect(sent()).toHaveLength(5);
  expect(new Set(sent()).size).toBe(5);
});
