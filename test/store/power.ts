import { dynamo } from "../../functions/store/client.ts";
import { s3 } from "../../functions/store/files.ts";
import { pool } from "../../functions/store/identity.ts";

/** The call to one of the stores (by the beginning of its name) at which the power fails: before it is sent, or when it has been carried out. */
export type Cut = { at: string | typeof anyWrite; when: "before" | "after"; nth?: number };
/** Any call that changes something. */
export const anyWrite = /^(?!Get|Query|BatchGet|Head|List|AdminGet)/;

type Cutting = Cut & { left: number };
let cutting: Cutting | null = null;
let dead = false;

/**
 * Runs something until the power fails: from then on no call to DynamoDB, Cognito or S3 gets through, as for a Lambda that has
 * died. Says whether it came to that. The calls that do get through are real ones.
 */
export async function untilPowerFails(cut: Cut, run: () => Promise<unknown>): Promise<boolean> {
  cutting = { ...cut, left: cut.nth ?? 1 };
  await run().catch(() => {});
  const failed = dead;
  cutting = null;
  dead = false;
  return failed;
}

async function powered<T>(command: string, call: () => Promise<T>): Promise<T> {
  if (dead) fail();
  const hit = isHit(command);
  if (hit && cutting?.when === "before") fail();
  const answer = await call();
  return hit || dead ? fail() : answer;
}

function isHit(command: string): boolean {
  if (!cutting || !isAt(cutting.at, command)) return false;
  cutting.left -= 1;
  return cutting.left === 0;
}

const isAt = (at: Cut["at"], command: string): boolean =>
  typeof at === "string" ? command.startsWith(at) : at.test(command);

function fail(): never {
  dead = true;
  throw new Error("the power has failed");
}

type Context = { commandName?: string };
const options = { step: "initialize", name: "power", priority: "high" } as const;
dynamo.middlewareStack.add(
  (next, { commandName = "" }: Context) =>
    (args) =>
      powered(commandName, () => next(args)),
  options,
);
pool.middlewareStack.add(
  (next, { commandName = "" }: Context) =>
    (args) =>
      powered(commandName, () => next(args)),
  options,
);
s3.middlewareStack.add(
  (next, { commandName = "" }: Context) =>
    (args) =>
      powered(commandName, () => next(args)),
  options,
);
