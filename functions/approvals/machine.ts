import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";

const machines = new SFNClient({});
const stateMachineArn = process.env.APPROVAL_MACHINE_ARN ?? "";

/** One machine: the approval of a ticket, which round of it, and which attempt to run it. */
export type MachineId = { ticketId: string; round: number; attempt: number };

/** What a waiting machine is told: to ask (again, or at the next stage), to settle the approval, or to end. */
export type MachineAnswer = { outcome: "ask" | "settle" | "done"; waitSeconds: number };

/** Starts a machine; its name makes a second start harmless. */
export async function startMachine(id: MachineId, waitSeconds: number): Promise<void> {
  const input = JSON.stringify({ ...id, answer: { waitSeconds } });
  try {
    await machines.send(new StartExecutionCommand({ stateMachineArn, name: nameOf(id), input }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

/** Tells a waiting machine to go on. One that no longer waits needs no telling: all such errors mean the same. */
export async function tellMachine(token: string, answer: MachineAnswer): Promise<void> {
  try {
    await machines.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(answer) }));
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

const nameOf = ({ ticketId, round, attempt }: MachineId): string => `${ticketId}-r${round}-a${attempt}`;

const arnOf = (id: MachineId): string => `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${nameOf(id)}`;
