import { randomUUID } from "node:crypto";
import type { RunOptions, StateMachine } from "aws-local-stepfunctions";
import type { Tasks } from "./stepFunctionsTasks.ts";

type Status = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
type Handlers = NonNullable<NonNullable<RunOptions["overrides"]>["taskResourceLocalHandlers"]>;
type Ending = { status: Status; output?: string; error?: string | undefined; cause?: string | undefined };
type Moment = { at: number; type: string; state?: string; error?: string };
type Run = ReturnType<StateMachine["run"]>;

/** A state machine, ready to run. */
export type Runnable = { arn: string; name: string; states: StateMachine; handlers: Record<string, unknown> };
export type Execution = {
  readonly id: string;
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly input: string;
  readonly startedAt: number;
  /** What $$.Task.Token says to the next task. */
  token: string;
  ending: Ending & { at?: number };
  history: Moment[];
  abort(): void;
};
export type Engine = {
  machines: Map<string, Runnable>;
  /** In the order of their start. */
  executions: Map<string, Execution>;
  tasks: Tasks;
};

/** So many executions are kept: those that run, and of the finished the latest. */
const kept = 5000;

export const executionArn = (machineArn: string, name: string): string =>
  `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;

export function startExecution(engine: Engine, machine: Runnable, name: string, input: string): Execution {
  const execution: Execution = {
    id: randomUUID(),
    arn: executionArn(machine.arn, name),
    machineArn: machine.arn,
    name,
    input,
    startedAt: Date.now(),
    token: "",
    ending: { status: "RUNNING" },
    history: [],
    abort: () => {},
  };
  execution.token = mintToken(execution);
  engine.executions.set(execution.arn, execution);
  const run = machine.states.run(JSON.parse(input), {
    overrides: { taskResourceLocalHandlers: machine.handlers as Handlers },
    context: context(machine, execution),
  });
  execution.abort = run.abort;
  follow(engine, execution, run);
  return execution;
}

/** Ends a running execution; one that is over stays as it ended. */
export function stopExecution(engine: Engine, execution: Execution, error?: string, cause?: string): void {
  if (execution.ending.status !== "RUNNING") return;
  end(engine, execution, { status: "ABORTED", error, cause });
  execution.abort();
}

/** A token names its execution, so that a stale one can be told from one of an earlier run of the engine. */
export const mintToken = ({ arn, id }: Execution): string =>
  Buffer.from(JSON.stringify([arn, id, randomUUID()])).toString("base64");

/** The execution that a token came from: undefined when forgotten, null for what is no token. */
export function tokenOwner(engine: Engine, token: string): Execution | undefined | null {
  try {
    const [arn, id] = JSON.parse(Buffer.from(token, "base64").toString()) as [string, string];
    const execution = engine.executions.get(arn);
    return execution?.id === id ? execution : undefined;
  } catch {
    return null;
  }
}

const context = (machine: Runnable, execution: Execution) => ({
  Execution: { Id: execution.arn, Name: execution.name, RoleArn: "arn:aws:iam::000000000000:role/local" },
  StateMachine: { Id: machine.arn, Name: machine.name },
  Task: {
    get Token() {
      return execution.token;
    },
  },
});

function follow(engine: Engine, execution: Execution, { result, eventLogs }: Run): void {
  result.then(
    (output) => end(engine, execution, { status: "SUCCEEDED", output: JSON.stringify(output) }),
    (error: Error) => end(engine, execution, failed(error)),
  );
  void record(execution, eventLogs);
}

async function record({ history }: Execution, eventLogs: Run["eventLogs"]): Promise<void> {
  for await (const event of eventLogs) {
    // Inputs and outputs are left out: with thousands of executions they would be most of the memory.
    history.push({
      at: event.timestamp,
      type: "state" in event ? event.type.replace("State", `${event.state.type}State`) : event.type,
      ...("state" in event && { state: event.state.name }),
      ...("Error" in event && { error: event.Error }),
    });
  }
}

function failed(error: Error): Ending {
  if (error.name === "ExecutionTimeoutError") return { status: "TIMED_OUT" };
  const origin = error.cause instanceof Error ? error.cause : error;
  return { status: "FAILED", error: origin.name, cause: origin.message };
}

function end(engine: Engine, execution: Execution, ending: Ending): void {
  if (execution.ending.status !== "RUNNING") return;
  execution.ending = { ...ending, at: Date.now() };
  if (ending.status !== "SUCCEEDED") engine.tasks.abandon(execution.arn);
  forgetOldest(engine.executions);
}

function forgetOldest(executions: Map<string, Execution>): void {
  for (const { arn, ending } of executions.values()) {
    if (executions.size <= kept) return;
    if (ending.status !== "RUNNING") executions.delete(arn);
  }
}
