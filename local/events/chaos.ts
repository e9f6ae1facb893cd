import { setTimeout as pause } from "node:timers/promises";
import type { Invoke } from "../lambda/lambda.ts";

type Batch = { Records?: { eventSource?: string }[] };

/** A day of bad luck, the same for the same seed: functions fail, and messages of queues come again and out of order. */
export const withBadLuck = (invoke: Invoke, seed: number): Invoke => failingOnce(repeating(invoke, seed), seed + 1);

/** Delivers each message of a queue 1 to 5 times, the copies later and in any order. */
function repeating(invoke: Invoke, seed: number): Invoke {
  const random = generator(seed);
  return async (name, payload) => {
    const { Records = [] } = payload as Batch;
    const copies = Records.filter(({ eventSource }) => eventSource === "aws:sqs").flatMap((record) =>
      Array.from({ length: Math.floor(random() * 5) }, () => ({ record, after: random() * 1500 })),
    );
    for (const { record, after } of copies) {
      void pause(after, undefined, { ref: false })
        .then(() => invoke(name, { Records: [record] }))
        .catch(() => undefined); // a copy that comes while the cloud stops
    }
    return invoke(name, payload);
  };
}

/**
 * Makes each function fail once, to show that nothing is lost or done twice by it: at its first, second or third
 * invocation, and either before it has run or after, when only its answer is lost. Which of these is up to the seed.
 */
function failingOnce(invoke: Invoke, seed: number): Invoke {
  const random = generator(seed);
  const plans = new Map<string, { at: number; after: boolean; count: number }>();
  return async (name, payload) => {
    const plan = plans.get(name) ?? { at: 1 + Math.floor(random() * 3), after: random() < 0.5, count: 0 };
    plans.set(name, plan);
    plan.count++;
    const fails = plan.count === plan.at;
    if (fails && !plan.after) throw new Error(`${name} was made to fail before it ran`);
    const answer = await invoke(name, payload);
    if (fails) throw new Error(`${name} was made to fail after it ran`);
    return answer;
  };
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
