import { GetExecutionHistoryCommand, SFNClient } from "@aws-sdk/client-sfn";
import { live, type Pace } from "./life.ts";
import type { Call } from "./meterCall.ts";
import type { MeteredDesk } from "./meteredDesk.ts";

export type Regime = { name: string; lives: number; calls: Call[]; ticketIds: string[] };

const atOnce: Pace = async () => {};

/** Lives of one regime: so many side by side, each going on at its pace, with all that follows from them. */
export async function liveThrough(desk: MeteredDesk, name: string, lives: number, apart: boolean): Promise<Regime> {
  await desk.quiet();
  const from = desk.meter.calls.length;
  const pace = apart ? desk.quiet : atOnce;
  const ticketIds = await Promise.all(Array.from({ length: lives }, () => live(desk.cast, desk.meter, pace)));
  await desk.quiet();
  return { name, lives, calls: desk.meter.calls.slice(from), ticketIds };
}

/** The states that the approval machine of a ticket has entered, in order; each is a transition that is paid for. */
export async function statesEntered({ cloud }: MeteredDesk, ticketId: string): Promise<string[]> {
  const { AWS_REGION: region, AWS_ENDPOINT_URL_SFN: endpoint } = cloud.awsEnvironment;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const machines = new SFNClient({ region: String(region), endpoint: String(endpoint), credentials });
  const [machine] = cloud.wires.machines;
  const executionArn = `${machine?.arn.replace(":stateMachine:", ":execution:")}:${ticketId}-r1-a1`;
  const { events = [] } = await machines.send(new GetExecutionHistoryCommand({ executionArn }));
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}
