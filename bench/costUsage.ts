import type { Wires } from "../local/template/wires.ts";
import type { Priced } from "./costPrices.ts";
import type { Call } from "./meterCall.ts";
import { budgetedLife, lifeUnits } from "./unitSums.ts";

/** How much of each priced thing something uses. */
export type Usage = Partial<Record<Priced, number>>;

/** Not measured: what an invocation of 512 MB takes once it is warm, and each time that it is not. Milliseconds, MB, bytes. */
export const assumed = {
  api: 25,
  worker: 40,
  memory: 512,
  coldEvery: 50,
  coldMilliseconds: 300,
  /** A line of its own and those of Lambda; a test holds ours below it. */
  logBytes: 800,
  /** Sent, received and deleted, each message by itself. */
  requestsPerMessage: 3,
  /** A list, a ticket and its history, looked at before each act. */
  looksPerAct: 3,
} as const;

export type Life = { calls: readonly Call[]; lives: number; states: number; acts: number };

/** What one life uses, as the budget lists it: six notifications, no e-mail. Each event goes its way alone: no batches. */
export function lifeUsage({ calls, lives, states, acts }: Life, wires: Wires): Usage {
  const units = lifeUnits(calls);
  const events = eventsOf(calls, lives);
  const published = [...events.values()].reduce((sum, times) => sum + times, 0);
  const messages = messagesOf(events, wires);
  return {
    writeUnit: budgetedLife(units, lives),
    readUnit: units.reads / lives,
    transition: states,
    publish: published,
    queueRequest: messages * assumed.requestsPerMessage,
    apiRequest: acts,
    ...lambdaUsage(acts, 2 * published + messages + states),
  };
}

/** What is used where people look at lists and tickets. */
export const lookUsage = (looks: number, readUnits: number): Usage => ({
  readUnit: readUnits,
  apiRequest: looks,
  ...lambdaUsage(looks, 0),
});

/** Markers so that each goes out once, and the letter. The notifier runs in any case. */
export const mailUsage = (mails: number): Usage => ({ email: mails, writeUnit: 2 * mails });

function lambdaUsage(requests: number, works: number): Usage {
  const invocations = requests + works;
  const cold = (invocations / assumed.coldEvery) * assumed.coldMilliseconds;
  const seconds = (requests * assumed.api + works * assumed.worker + cold) / 1000;
  return {
    invocation: invocations,
    gigabyteSecond: (seconds * assumed.memory) / 1024,
    logGigabyte: (invocations * assumed.logBytes) / 1e9,
  };
}

/** How often each type of event happens in a life. */
function eventsOf(calls: readonly Call[], lives: number): Map<string, number> {
  const events = new Map<string, number>();
  for (const { what, items, refused } of calls) {
    if (refused || !items.some(({ kind }) => kind === "Event")) continue;
    events.set(what, (events.get(what) ?? 0) + 1 / lives);
  }
  return events;
}

/** The messages that the topic's subscriptions let through, by the template's own filters. */
function messagesOf(events: Map<string, number>, { subscriptions }: Wires): number {
  const accepted = subscriptions.map(({ attributes }) => {
    const { type } = JSON.parse(attributes.FilterPolicy ?? "{}") as { type?: string[] };
    return [...events].reduce((sum, [name, times]) => sum + (!type || type.includes(name) ? times : 0), 0);
  });
  return accepted.reduce((sum, times) => sum + times, 0);
}
