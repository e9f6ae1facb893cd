import { StateMachine } from "aws-local-stepfunctions";
import type { Invoke } from "../lambda/lambda.ts";
import { rewrite, type TaskCall } from "./stepFunctionsDefinition.ts";
import { type Engine, mintToken, type Runnable, stopExecution } from "./stepFunctionsExecutions.ts";
import { serve } from "./stepFunctionsHttp.ts";
import { startTasks } from "./stepFunctionsTasks.ts";

/** `definition` is the Amazon States Language as an object, its substitutions made. */
export type Machine = { arn: string; name: string; definition: unknown };
type Options = { machines: Machine[]; invoke: Invoke };

/** Serves the state machines over the protocol of Step Functions. Executions live in memory: a restart forgets them. */
export async function startStepFunctions({ machines, invoke }: Options) {
  const engine: Engine = { machines: new Map(), executions: new Map(), tasks: startTasks(invoke) };
  for (const machine of machines) engine.machines.set(machine.arn, prepare(engine, machine));
  const server = await serve(engine);
  return {
    endpoint: server.endpoint,
    async stop(): Promise<void> {
      await server.stop();
      for (const execution of engine.executions.values()) stopExecution(engine, execution);
    },
  };
}

function prepare({ executions, tasks }: Engine, { arn, name, definition }: Machine): Runnable {
  validate(definition);
  const rewritten = rewrite(definition);
  const handler = (resource: string) => (call: TaskCall) => {
    const execution = executions.get(call.execution);
    if (execution) execution.token = mintToken(execution); // this call took the last one
    return tasks.run(resource, call, () => execution?.ending.status === "RUNNING");
  };
  return {
    arn,
    name,
    states: new StateMachine(rewritten.definition, { validationOptions: { noValidate: true } }),
    handlers: Object.fromEntries(rewritten.tasks.map((task) => [task.name, handler(task.resource)])),
  };
}

/** The library's constructor throws on a definition that the service would refuse as well. */
function validate(definition: unknown): void {
  new StateMachine(definition as never);
}
