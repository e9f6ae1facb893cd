import { readFileSync } from "node:fs";
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, expect, test } from "vitest";
import { startStepFunctions } from "../../local/stepFunctions/stepFunctions.ts";
import { until } from "../../local/until.ts";

const stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:approval";
const source = readFileSync("lib/approvals/approvalMachine.asl.json", "utf8");
const definition = JSON.parse(source.replace(/\$\{(\w+)FunctionArn\}/g, "arn:$1"));

/** What comes of each time that a ticket's approvers are asked. */
const answers = new Map<string, Answer[]>();
type Answer = "next stage" | "answered" | "broken" | "silence";
const engine = await startStepFunctions({ machines: [{ arn: stateMachineArn, name: "approval", definition }], invoke });
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const client = new SFNClient({ endpoint: engine.endpoint, region: "us-east-1", credentials });
afterAll(() => engine.stop());

async function invoke(arn: string, payload: unknown): Promise<unknown> {
  const { ticketId, token: taskToken } = payload as { ticketId: string; token?: string };
  if (arn === "arn:Remind") return { seconds: 1 };
  if (arn === "arn:Settle") return null;
  const answer = answers.get(ticketId)?.shift();
  if (answer === "broken") throw new Error("the table does not answer");
  if (answer === "next stage") await client.send(new SendTaskFailureCommand({ taskToken, error: "NextStage" }));
  if (answer === "answered") await client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }));
  return null;
}

/** The states that a machine goes through, and how it ends. */
async function run(ticketId: string, told: Answer[], seconds = 60): Promise<{ states: string[]; status: string }> {
  answers.set(ticketId, told);
  const input = JSON.stringify({ ticketId, round: 1, attempt: 1, wait: { seconds } });
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name: ticketId, input }));
  const { status = "" } = await until(
    () => client.send(new DescribeExecutionCommand({ executionArn })),
    (execution) => execution.status !== "RUNNING",
    "the end of the machine",
  );
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  return { status, states: events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []) };
}

test.each<[string, Answer[], string[]]>([
  ["one stage", ["answered"], ["Ask", "Settle"]],
  ["two stages", ["next stage", "answered"], ["Ask", "Ask", "Settle"]],
  ["three stages", ["next stage", "next stage", "answered"], ["Ask", "Ask", "Ask", "Settle"]],
])("an approval of %s enters a state for each, and one to settle", async (name, told, states) => {
  expect(await run(name.replace(" ", "-"), told)).toEqual({ status: "SUCCEEDED", states });
});

test("silence leads to a reminder, and back to waiting for as long as that says", async () => {
  const states = ["Ask", "Remind", "Ask", "Remind", "Ask", "Settle"];
  expect(await run("silence", ["silence", "silence", "answered"], 1)).toEqual({ status: "SUCCEEDED", states });
});

test("a Lambda that fails to ask is tried again in the same state", async () => {
  expect(await run("flaky", ["broken", "answered"])).toEqual({ status: "SUCCEEDED", states: ["Ask", "Settle"] });
});
