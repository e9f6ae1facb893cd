import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { listenHere } from "../server.ts";
import {
  type Engine,
  type Execution,
  executionArn,
  startExecution,
  stopExecution,
  tokenOwner,
} from "./stepFunctionsExecutions.ts";
import { failure } from "./stepFunctionsTasks.ts";

type Input = Record<string, string | undefined> & { maxResults?: number; reverseOrder?: boolean };
type Call = (engine: Engine, input: Input) => object;

/** Answers the calls of the Step Functions client on a port of 127.0.0.1. */
export const serve = (engine: Engine) =>
  listenHere(createServer((request, response) => void answer(engine, request, response)));

async function answer(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = String(request.headers["x-amz-target"]).replace(/^AWSStepFunctions\./, "");
  try {
    const input = (await json(request)) as Input;
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
    if (!call) throw failure("UnknownOperationException", `${name} is not served here`);
    send(response, 200, call(engine, input));
  } catch (error) {
    const { name: type, message } = error as Error;
    send(response, type === "TypeError" ? 500 : 400, { __type: type, message });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() });
  response.end(JSON.stringify(body));
}

const seconds = (time: number) => time / 1000;

const calls: Record<string, Call> = {
  StartExecution(engine, { stateMachineArn = "", name = randomUUID(), input = "{}" }) {
    const machine = engine.machines.get(stateMachineArn);
    if (!machine) throw failure("StateMachineDoesNotExist", `State Machine Does Not Exist: '${stateMachineArn}'`);
    if (!/^[\w-]{1,80}$/.test(name)) throw failure("InvalidName", `Invalid Name: '${name}'`);
    parsed(input, "InvalidExecutionInput");
    const before = engine.executions.get(executionArn(stateMachineArn, name));
    const again = before?.ending.status === "RUNNING" && before.input === input;
    if (before && !again) throw failure("ExecutionAlreadyExists", `Execution Already Exists: '${before.arn}'`);
    const { arn, startedAt } = before ?? startExecution(engine, machine, name, input);
    return { executionArn: arn, startDate: seconds(startedAt) };
  },

  StopExecution(engine, { executionArn: arn, error, cause }) {
    const execution = find(engine, arn);
    stopExecution(engine, execution, error, cause);
    return { stopDate: seconds(execution.ending.at ?? 0) };
  },

  DescribeExecution(engine, { executionArn: arn }) {
    const execution = find(engine, arn);
    const { output, error, cause } = execution.ending;
    return { ...row(execution), input: execution.input, output, error, cause };
  },

  ListExecutions(engine, { stateMachineArn = "", statusFilter, maxResults = 100, nextToken = "0" }) {
    const matches = [...engine.executions.values()]
      .filter(({ machineArn }) => machineArn === stateMachineArn)
      .filter(({ ending }) => !statusFilter || ending.status === statusFilter)
      .reverse();
    const end = Number(nextToken) + (maxResults || 100);
    const executions = matches.slice(Number(nextToken), end).map(row);
    return { executions, ...(end < matches.length && { nextToken: String(end) }) };
  },

  GetExecutionHistory(engine, { executionArn: arn, reverseOrder }) {
    const events = find(engine, arn).history.map(({ at, type, state, error }, index) => ({
      id: index + 1,
      previousEventId: index,
      timestamp: seconds(at),
      type,
      ...(type.endsWith("StateEntered") && { stateEnteredEventDetails: { name: state } }),
      ...(type.endsWith("StateExited") && { stateExitedEventDetails: { name: state } }),
      ...(type === "ExecutionFailed" && { executionFailedEventDetails: { error } }),
    }));
    return { events: reverseOrder ? events.reverse() : events };
  },

  SendTaskSuccess(engine, { taskToken = "", output = "" }) {
    waiting(engine, taskToken).succeed(parsed(output, "InvalidOutput"));
    return {};
  },

  SendTaskFailure(engine, { taskToken = "", error = "", cause = "" }) {
    waiting(engine, taskToken).fail(failure(error, cause));
    return {};
  },

  SendTaskHeartbeat(engine, { taskToken = "" }) {
    waiting(engine, taskToken).beat();
    return {};
  },
};

const row = ({ arn, machineArn, name, startedAt, ending }: Execution) => ({
  executionArn: arn,
  stateMachineArn: machineArn,
  name,
  status: ending.status,
  startDate: seconds(startedAt),
  ...(ending.at !== undefined && { stopDate: seconds(ending.at) }),
});

function find(engine: Engine, arn = ""): Execution {
  const execution = engine.executions.get(arn);
  if (!execution) throw failure("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  return execution;
}

function waiting(engine: Engine, token: string) {
  const task = engine.tasks.find(token);
  if (task) return task;
  const owner = tokenOwner(engine, token);
  if (owner === null) throw failure("InvalidToken", "Invalid Token: 'Invalid token'");
  if (owner) throw failure("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  throw failure("TaskDoesNotExist", "Task Does Not Exist: 'Task does not exist'");
}

function parsed(text: string, problem: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failure(problem, `${problem}: '${text.slice(0, 100)}' is not JSON`);
  }
}
