import type { StateMachineDefinition } from "aws-local-stepfunctions";

/** What a rewritten task hands to its handler; all of it is filled in by the library from the state's input. */
export type TaskCall = {
  /** The state's own Parameters, or its input where it has none. */
  parameters: unknown;
  execution: string;
  token: string;
  timeoutSeconds: number;
  heartbeatSeconds: number | null;
};
export type Task = { name: string; resource: string };

type State = { Type: string; [field: string]: unknown };
type Part = { StartAt: string; States: Record<string, State>; [field: string]: unknown };

/** setTimeout's limit, 24.8 days: beyond it the timer would fire at once. A process that lives longer is not local any more. */
export const longestTimer = 2_147_483;

/**
 * The library knows neither task tokens nor which execution a task belongs to, and reads TimeoutSecondsPath after
 * Parameters (the service: before). So every task's parameters are wrapped in a call that carries all of this.
 */
export function rewrite(definition: unknown): { definition: StateMachineDefinition; tasks: Task[] } {
  const tasks: Task[] = [];
  const rewritten = rewritePart(definition as Part, tasks);
  return { definition: rewritten as unknown as StateMachineDefinition, tasks };
}

function rewritePart(part: Part, tasks: Task[]): Part {
  const states = Object.entries(part.States).map(([name, state]) => [name, rewriteState(name, state, tasks)]);
  const limit = typeof part.TimeoutSeconds === "number" && {
    TimeoutSeconds: Math.min(part.TimeoutSeconds, longestTimer),
  };
  return { ...part, ...limit, States: Object.fromEntries(states) };
}

function rewriteState(name: string, state: State, tasks: Task[]): State {
  if (state.Type === "Task") return rewriteTask(name, state, tasks);
  const inner = (field: string, part: unknown) => part !== undefined && { [field]: rewritePart(part as Part, tasks) };
  return {
    ...state,
    ...inner("Iterator", state.Iterator),
    ...inner("ItemProcessor", state.ItemProcessor),
    ...(Array.isArray(state.Branches) && { Branches: state.Branches.map((branch) => rewritePart(branch, tasks)) }),
  };
}

function rewriteTask(name: string, state: State, tasks: Task[]): State {
  tasks.push({ name, resource: String(state.Resource) });
  const { TimeoutSeconds, Parameters, ...rest } = state;
  return {
    ...rest,
    TimeoutSecondsPath: "$.timeoutSeconds",
    Parameters: {
      ...(Parameters === undefined ? { "parameters.$": "$" } : { parameters: Parameters }),
      "execution.$": "$$.Execution.Id",
      "token.$": "$$.Task.Token",
      ...pathOrValue("timeoutSeconds", state.TimeoutSecondsPath, TimeoutSeconds ?? longestTimer),
      ...pathOrValue("heartbeatSeconds", state.HeartbeatSecondsPath, state.HeartbeatSeconds ?? null),
    },
  };
}

const pathOrValue = (name: string, path: unknown, value: unknown) =>
  path ? { [`${name}.$`]: path } : { [name]: value };
