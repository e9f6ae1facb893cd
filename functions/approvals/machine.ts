import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";
import { quick } from "../store/timeouts.ts";

const machines = new SFNClient({ ...quick, maxAttempts: 8 });
const stateMachineArn = process.env.APPROVAL_MACHINE_ARN ?? "";

/** One machine: the approval of a ticket, which round of it, and which attempt to run it. */
export type MachineId = { ticketId: string; round: number; attempt: number };

/** How long it waits before it reminds, at most. */
export type Wait = { seconds: number };

/** What a waiting machine is told: that the ticket has come to its next stage, or that nothing is left to ask. */
export type News = "next_stage" | "answered";

/** Starts a machine; its name makes a second start harmless. */
export async function startMachine(id: MachineId, wait: Wait): Promise<void> {
  const input = JSON.stringify({ ...id, wait });
  try {
    await machines.send(new StartExecutionCommand({ stateMachineArn, name: nameOf(id), input }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

/** Tells a waiting machine to go on. One that no longer waits needs no telling: all such errors mean the same. */
export async function tellMachine(token: string, news: News): Promise<void> {
  try {
    await answerTask(token, news);
  } catch (error) {
    const gone = error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
    if (!gone) throw error;
  }
}

export async function isRunning(id: MachineId): Promise<boolean> {
  try {
    const { status } = await machines.send(new DescribeExecutionCommand({ executionArn: arnOf(id) }));
    return status === "RUNNING";
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return false;
    throw error;
  }
}

export async function stopMachine(id: MachineId): Promise<void> {
  try {
    await machines.send(new StopExecutionCommand({ executionArn: arnOf(id), cause: "replaced by the sweep" }));
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
  }
}

/** The next stage is an error that the machine catches: a result would need a state that looks at it, one more to pay for. */
const answerTask = (taskToken: string, news: News): Promise<unknown> =>
  news === "next_stage"
    ? machines.send(new SendTaskFailureCommand({ taskToken, error: "NextStage" }))
    : machines.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }));

const nameOf = ({ ticketId, round, attempt }: MachineId): string => `${ticketId}-r${round}-a${attempt}`;

const arnOf = (id: MachineId): string => `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${nameOf(id)}`;
