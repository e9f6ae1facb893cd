import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queueNames } from "../../lib/notifications/queueNames.ts";
import { redrive } from "../../lib/notifications/redrive.ts";

const run = promisify(execFile);
const stack = "ticket-desk-dev-notifications";
const moves: unknown[] = [];
let server: FauxqsServer;
let sqs: SQSClient;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  sqs = new SQSClient({
    endpoint: server.address,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  // The engine knows queues, but not how to move messages between them: that one call ends here.
  sqs.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        if (commandName !== "StartMessageMoveTaskCommand") return next(request);
        moves.push(request.input);
        return { output: { $metadata: {}, TaskHandle: "moving" } as never, response: {} };
      },
    { step: "initialize" },
  );
});
afterAll(() => server.stop());

test("the messages of a dead-letter queue go back to where they came from", async () => {
  const { queueUrl, queueArn } = server.createQueue(`${stack}-email-failed`);
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: "{}" }));
  expect(await redrive(sqs, stack, "email")).toBe(`${stack}-email-failed: 1 message goes back to be tried again.`);
  expect(moves).toEqual([{ SourceArn: queueArn }]);
});

test("an empty one is left alone", async () => {
  server.createQueue(`${stack}-sms-failed`);
  moves.length = 0;
  expect(await redrive(sqs, stack, "sms")).toContain("is empty");
  expect(moves).toEqual([]);
});

test("a stage that is not deployed here is named", async () => {
  await expect(redrive(sqs, "ticket-desk-production-notifications", "sms")).rejects.toThrow(
    "There is no queue ticket-desk-production-notifications-sms-failed",
  );
});

test("the script says what it can redrive", async () => {
  const failed = await run(process.execPath, ["bin/redrive.ts", "pigeon"]).catch((error: Error) => error);
  expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining(`<${queueNames.join("|")}>`) });
});
