import { randomUUID } from "node:crypto";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { routes } from "../../functions/contract/routes.ts";
import type { Counts } from "../store/counts.ts";
import { startStill } from "../store/engines.ts";
import type { Cut } from "../store/power.ts";
import { callers, type Parts } from "./callers.ts";
import type { Case } from "./roundTripCases.ts";
import { writeCases } from "./writeCases.ts";

const engines = await startStill();
afterAll(() => engines.stop());
for (const level of ["log", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});
// The handlers read their environment when they are loaded: only now there is one.
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const call = await callers(engines);
const { anyWrite, untilPowerFails } = await import("../store/power.ts");
const { countItems, difference } = await import("../store/counts.ts");
afterEach(() => vi.useRealTimers());
/** Longer than a request that died keeps its Idempotency-Key: milliseconds. */
const leaseOfKeys = 65_000;

const cases = writeCases(call).flatMap((one) => (one.what ? [] : [[one.route, one] as const]));

test.each(cases)(
  "%s that is cut short after any write and asked again changes what it changes undisturbed",
  async (_, one) => {
    const parts = await one.parts();
    const before = await countItems();
    expect((await ask(one, parts)).statusCode).toBe(routes[one.route].status);
    const undisturbed = difference(before, await countItems());
    let nth = 1;
    while (await isCutAndAskedAgain(one, { at: anyWrite, when: "after", nth }, undisturbed)) nth += 1;
    expect(nth).toBeGreaterThan(1);
  },
);

/** Whether the request came to the cut. What is cut after a write has not begun the next. */
async function isCutAndAskedAgain(one: Case, cut: Cut, undisturbed: Counts): Promise<boolean> {
  const [parts, key, where] = [await one.parts(), randomUUID(), `cut after write ${cut.nth}`];
  const before = await countItems();
  const isCut = await untilPowerFails(cut, () => ask(one, parts, key));
  expect([{}, undisturbed], `${where}: all or nothing`).toContainEqual(difference(before, await countItems()));
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + leaseOfKeys });
  const { statusCode, body } = await ask(one, parts, key);
  // What is in no transaction with its key may have been carried out already, and is refused as such.
  const mayBeRefused = routes[one.route].method !== "POST" || isDoneByCognito.has(one.route);
  const isRight = statusCode === routes[one.route].status || (mayBeRefused && statusCode < 500);
  expect(isRight, `${where}: ${body}`).toBe(true);
  vi.useRealTimers();
  const changed = difference(before, await countItems());
  // What Cognito does comes after the audit trail; whether it came to that nobody knows, so it is done and noted again.
  if (isDoneByCognito.has(one.route)) expect(changed.Audit, where).toBeOneOf([1, 2]);
  else expect(changed, where).toEqual(undisturbed);
  return isCut;
}

const isDoneByCognito: ReadonlySet<string> = new Set(["resetPassword", "resetSecondFactor"]);

const ask = ({ route, by }: Case, parts: Parts, key = randomUUID()) =>
  call(route, by, { ...parts, headers: { ...parts.headers, "idempotency-key": key } });
