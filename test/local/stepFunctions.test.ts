import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, expect, test, vi } from "vitest";
import { startStepFunctions } from "../../local/stepFunctions/stepFunctions.ts";

type Call = { arn: string; payload: Record<string, unknown> };

const stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:Approval";
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

/** A machine of the given states, its client, and a queue of the calls that its functions get. */
async function desk(
  States: object,
  { StartAt = "Ask", invoke = async (_: Call): Promise<unknown> => ({}), ...more } = {},
) {
  const definition = JSON.parse(JSON.stringify({ StartAt, States, ...more })); // drops what is undefined
  const arrived: Call[] = [];
  const takers: ((call: Call) => void)[] = [];
  const engine = await startStepFunctions({
    machines: [{ arn: stateMachineArn, name: "Approval", definition }],
    invoke(arn, payload) {
      const call = { arn, payload: payload as Call["payload"] };
      const taker = takers.shift();
      if (taker) taker(call);
      else arrived.push(call);
      return invoke(call);
    },
  });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SFNClient({ endpoint: engine.endpoint, region: "us-east-1", credentials });
  cleanUp.push(engine.stop);
  const describe = (executionArn?: string) => client.send(new DescribeExecutionCommand({ executionArn }));
  return {
    client,
    describe,
    start: (input: object = {}, name?: string) =>
      client.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input), name })),
    nextCall: () => {
      const call = arrived.shift();
      return call ? Promise.resolve(call) : new Promise<Call>((resolve) => takers.push(resolve));
    },
    succeed: (taskToken: unknown, output: object = {}) =>
      client.send(new SendTaskSuccessCommand({ taskToken: String(taskToken), output: JSON.stringify(output) })),
    fail: (taskToken: unknown, error: string) =>
      client.send(new SendTaskFailureCommand({ taskToken: String(taskToken), error, cause: "told so" })),
    ended: (executionArn?: string) =>
      vi.waitUntil(async () => {
        const execution = await describe(executionArn);
        return execution.status !== "RUNNING" && execution;
      }, 4000),
  };
}

const ask = (more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Parameters: {
    FunctionName: "arn:ask",
    Payload: {
      "token.$": "$$.Task.Token",
      "execution.$": "$$.Execution.Name",
      "id.$": "$$.Execution.Id",
      "ticketId.$": "$.ticketId",
    },
  },
  TimeoutSeconds: 604_800,
  End: true,
  ...more,
});
const call = (name: string, more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: `arn:${name}`, "Payload.$": "$" },
  End: true,
  ...more,
});

test("a ticket's whole approval: ask, answer, choose, ask again, settle", async () => {
  const { start, nextCall, succeed, ended, client } = await desk(
    {
      Ask: ask({ ResultPath: "$.answer", Next: "Choose", End: undefined }),
      Choose: {
        Type: "Choice",
        Choices: [
          { Variable: "$.answer.next", StringEquals: "ask", Next: "Ask" },
          { Variable: "$.answer.next", StringEquals: "settle", Next: "Mark" },
        ],
        Default: "Refused",
      },
      Mark: { Type: "Pass", Result: true, ResultPath: "$.marked", Next: "Settle" },
      Settle: call("settle", { ResultPath: "$.settled", Next: "Done", End: undefined }),
      Done: { Type: "Succeed" },
      Refused: { Type: "Fail", Error: "Refused", Cause: "no such answer" },
    },
    { invoke: async ({ arn }) => ({ from: arn }) },
  );
  const { executionArn } = await start({ ticketId: "T-1" }, "T-1-1");
  const first = await nextCall();
  expect(first).toMatchObject({ arn: "arn:ask", payload: { execution: "T-1-1", id: executionArn, ticketId: "T-1" } });
  await succeed(first.payload.token, { next: "ask" });
  const second = await nextCall();
  expect(second.payload.token).not.toBe(first.payload.token);
  await succeed(second.payload.token, { next: "settle" });

  const execution = await ended(executionArn);
  expect(JSON.parse(String(execution.output))).toEqual({
    ticketId: "T-1",
    answer: { next: "settle" },
    marked: true,
    settled: { Payload: { from: "arn:settle" }, StatusCode: 200, ExecutedVersion: "$LATEST" },
  });
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  const entered = events.map(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name).filter(Boolean);
  expect(entered).toEqual(["Ask", "Choose", "Ask", "Choose", "Mark", "Settle", "Done"]);
});

test("a second start by the same name is harmless while it runs and refused when its input differs or it is over", async () => {
  const { start, nextCall, succeed, ended } = await desk({ Ask: ask() });
  const { executionArn } = await start({ ticketId: "T-1" }, "one");
  const { payload } = await nextCall();
  expect((await start({ ticketId: "T-1" }, "one")).executionArn).toBe(executionArn);
  await expect(start({ ticketId: "T-2" }, "one")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
  await succeed(payload.token);
  await ended(executionArn);
  await expect(start({ ticketId: "T-1" }, "one")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
});

test("a callback that nobody answers times out after the seconds of its path, and its token is dead", async () => {
  const Catch = [{ ErrorEquals: ["States.Timeout"], ResultPath: "$.late", Next: "Remind" }];
  const { start, nextCall, succeed, ended } = await desk({
    Ask: ask({ TimeoutSeconds: undefined, TimeoutSecondsPath: "$.wait.seconds", Catch }),
    Remind: call("remind"),
  });
  const { executionArn } = await start({ ticketId: "T-1", wait: { seconds: 1 } });
  const { payload } = await nextCall();
  expect(await nextCall()).toMatchObject({ arn: "arn:remind", payload: { late: { Error: "States.Timeout" } } });
  await expect(succeed(payload.token)).rejects.toMatchObject({ name: "TaskTimedOut" });
  expect((await ended(executionArn)).status).toBe("SUCCEEDED");
});

test("a timeout is no States.TaskFailed", async () => {
  const Catch = [{ ErrorEquals: ["States.TaskFailed"], Next: "Wrong" }];
  const { start, ended } = await desk({ Ask: ask({ TimeoutSeconds: 1, Catch }), Wrong: call("wrong") });
  const { executionArn } = await start({ ticketId: "T-1" });
  expect(await ended(executionArn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
});

test.each([604_800, 3_000_000, 99_999_999])("a wait of %i seconds does not overflow", async (TimeoutSeconds) => {
  const { start, nextCall, succeed, ended, describe } = await desk({ Ask: ask({ TimeoutSeconds }) });
  const { executionArn } = await start({ ticketId: "T-1" });
  const { payload } = await nextCall();
  expect((await describe(executionArn)).status).toBe("RUNNING");
  await succeed(payload.token, { fine: true });
  expect(await ended(executionArn)).toMatchObject({ status: "SUCCEEDED", output: '{"fine":true}' });
});

test("a task that sends no heartbeat in time fails, one that does lives on", async () => {
  const Catch = [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Lost" }];
  const { client, start, nextCall } = await desk({ Ask: ask({ HeartbeatSeconds: 1, Catch }), Lost: call("lost") });
  const began = Date.now();
  await start({ ticketId: "T-1" });
  const { payload } = await nextCall();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await client.send(new SendTaskHeartbeatCommand({ taskToken: String(payload.token) }));
  expect((await nextCall()).arn).toBe("arn:lost");
  expect(Date.now() - began).toBeGreaterThanOrEqual(1490);
});

test("the error that a callback reports is what Catch matches", async () => {
  const Catch = [{ ErrorEquals: ["Cancelled"], Next: "Cleared" }];
  const { start, nextCall, fail } = await desk({ Ask: ask({ Catch }), Cleared: call("cleared") });
  await start({ ticketId: "T-1" });
  await fail((await nextCall()).payload.token, "Cancelled");
  expect((await nextCall()).payload).toEqual({ Error: "Cancelled", Cause: "told so" });
});

test.each([
  ["lambda:invoke", call("flaky")],
  ["lambda:invoke.waitForTaskToken", ask()],
])("%s is tried again by its Retry when the function throws, with a token of its own each time", async (_, state) => {
  let failures = 2;
  const invoke = async () => {
    if (failures-- > 0) throw Object.assign(new Error("race"), { name: "Busy" });
  };
  const Retry = [{ ErrorEquals: ["Busy"], IntervalSeconds: 0.01, MaxAttempts: 3 }];
  const { start, nextCall, succeed, ended } = await desk({ Ask: { ...state, Retry } }, { invoke });
  const { executionArn } = await start({ ticketId: "T-1" });
  const tries = [await nextCall(), await nextCall(), await nextCall()];
  const tokens = tries.map(({ payload }) => payload.token).filter(Boolean);
  expect(new Set(tokens).size).toBe(tokens.length);
  if (tokens.length > 0) await succeed(tokens.at(-1));
  expect((await ended(executionArn)).status).toBe("SUCCEEDED");
});

test("a function's error that nobody catches ends the execution under its name", async () => {
  const invoke = async () => {
    throw new TypeError("no such ticket");
  };
  const { start, ended } = await desk({ Ask: call("broken") }, { invoke });
  const { executionArn } = await start();
  const execution = await ended(executionArn);
  expect(execution).toMatchObject({ status: "FAILED", error: "TypeError" });
  expect(JSON.parse(String(execution.cause))).toMatchObject({ errorType: "TypeError", errorMessage: "no such ticket" });
});

test("a stopped execution is aborted at once: no retry, no catcher, its token dead", async () => {
  const { client, start, nextCall, succeed, describe } = await desk({
    Ask: ask({
      Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 0.01 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Never" }],
    }),
    Never: call("never"),
  });
  const { executionArn } = await start({ ticketId: "T-1" });
  const { payload } = await nextCall();
  await client.send(new StopExecutionCommand({ executionArn, error: "Cancelled", cause: "by its requester" }));
  expect(await describe(executionArn)).toMatchObject({ status: "ABORTED", error: "Cancelled" });
  await expect(succeed(payload.token)).rejects.toMatchObject({ name: "TaskTimedOut" });
  const another = await Promise.race([nextCall(), new Promise((resolve) => setTimeout(resolve, 50, "none"))]);
  expect(another).toBe("none");
});

test("tokens are told apart: used, from another life of the engine, nonsense", async () => {
  const first = await desk({ Ask: ask() });
  await first.start({ ticketId: "T-1" }, "one");
  const { token } = (await first.nextCall()).payload;
  await first.succeed(token);
  await expect(first.succeed(token)).rejects.toMatchObject({ name: "TaskTimedOut" });

  const second = await desk({ Ask: ask() });
  await second.start({ ticketId: "T-1" }, "one");
  await expect(second.succeed(token)).rejects.toMatchObject({ name: "TaskDoesNotExist" });
  await expect(second.succeed("nonsense")).rejects.toMatchObject({ name: "InvalidToken" });
});

test("an unknown execution or machine, a bad name and bad JSON have the service's errors", async () => {
  const { client, describe, start } = await desk({ Ask: ask() });
  await expect(describe(`${stateMachineArn}:x`)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
  await expect(start({}, "a b")).rejects.toMatchObject({ name: "InvalidName" });
  const send = (input: { stateMachineArn: string; input: string }) => client.send(new StartExecutionCommand(input));
  await expect(send({ stateMachineArn, input: "{" })).rejects.toMatchObject({ name: "InvalidExecutionInput" });
  const other = `${stateMachineArn}2`;
  await expect(send({ stateMachineArn: other, input: "{}" })).rejects.toMatchObject({
    name: "StateMachineDoesNotExist",
  });
});

test("executions are listed newest first, by status, in pages", async () => {
  const { client, start, nextCall, succeed, ended } = await desk({ Ask: ask() });
  const { executionArn } = await start({ ticketId: "0" }, "e0");
  await succeed((await nextCall()).payload.token);
  await ended(executionArn);
  for (const name of ["e1", "e2", "e3"]) await start({ ticketId: name }, name);
  const list = (input: object) => client.send(new ListExecutionsCommand({ stateMachineArn, ...input }));
  const page = await list({ statusFilter: "RUNNING", maxResults: 2 });
  expect(page.executions?.map(({ name }) => name)).toEqual(["e3", "e2"]);
  const rest = await list({ statusFilter: "RUNNING", maxResults: 2, nextToken: page.nextToken });
  expect(rest.executions?.map(({ name }) => name)).toEqual(["e1"]);
  expect((await list({ statusFilter: "SUCCEEDED" })).executions).toHaveLength(1);
});

test("a definition that the service would refuse is refused at the start", async () => {
  await expect(desk({ Ask: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke" } })).rejects.toThrow("invalid");
});
