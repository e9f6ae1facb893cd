import type { Invoke } from "../lambda/lambda.ts";
import { longestTimer, type TaskCall } from "./stepFunctionsDefinition.ts";

/** An error whose name is what a state's Retry and Catch match. */
type Failure = Error & { isRetryable?: boolean; isCatchable?: boolean };
type Waiting = { execution: string; succeed(output: unknown): void; fail(error: Failure): void; beat(): void };

export type Tasks = ReturnType<typeof startTasks>;

export const failure = (name: string, cause: string): Failure => Object.assign(new Error(cause), { name });

const lambda = "arn:aws:states:::lambda:invoke";
const callback = `${lambda}.waitForTaskToken`;

/** Runs the tasks of all executions and keeps those that wait for their token to come back. */
export function startTasks(invoke: Invoke) {
  const waiting = new Map<string, Waiting>();

  async function run(resource: string, call: TaskCall, isRunning: () => boolean): Promise<unknown> {
    // The library reads the timeout from this same object right after this call.
    call.timeoutSeconds = Math.min(call.timeoutSeconds, longestTimer);
    const { functionArn, payload } = target(resource, call.parameters);
    try {
      const result = invoke(functionArn, payload).catch(asLambdaError);
      if (resource === callback) return await answer(call, result);
      if (resource !== lambda) return await result;
      return { Payload: (await result) ?? null, StatusCode: 200, ExecutedVersion: "$LATEST" };
    } catch (error) {
      throw isRunning() ? error : Object.assign(error as Failure, { isRetryable: false, isCatchable: false });
    }
  }

  function answer(call: TaskCall, invocation: Promise<unknown>): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    // After a timeout the library goes on by itself: only the token has to die.
    const timeout = setTimeout(() => waiting.delete(call.token), call.timeoutSeconds * 1000);
    const faint = () => reject(failure("States.HeartbeatTimeout", "no heartbeat"));
    const heart = call.heartbeatSeconds === null ? undefined : setTimeout(faint, call.heartbeatSeconds * 1000);
    waiting.set(call.token, {
      execution: call.execution,
      succeed: resolve,
      fail: reject,
      beat: () => heart?.refresh(),
    });
    invocation.catch(reject);
    return promise.finally(() => {
      waiting.delete(call.token);
      clearTimeout(timeout);
      clearTimeout(heart);
    });
  }

  return {
    run,
    find: (token: string) => waiting.get(token),
    /** Ends the waiting of an execution that is over. */
    abandon(execution: string): void {
      for (const task of waiting.values()) if (task.execution === execution) task.fail(failure("Abandoned", ""));
    },
  };
}

function target(resource: string, parameters: unknown): { functionArn: string; payload: unknown } {
  if (resource !== lambda && resource !== callback) return { functionArn: resource, payload: parameters };
  const { FunctionName, Payload } = parameters as { FunctionName: string; Payload?: unknown };
  return { functionArn: FunctionName, payload: Payload ?? {} };
}

/** A function's error as the service passes it on: its type as the name, the rest as JSON in the cause. */
function asLambdaError(error: unknown): never {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const trace = stack.split("\n").slice(1, 10);
  throw failure(name, JSON.stringify({ errorType: name, errorMessage: message, trace }));
}
