import { matches } from "../../local/events/eventFilter.ts";
import type { EventSourceWire, Wires } from "../../local/template/wires.ts";
import type { Call } from "../units/meterCall.ts";
import { budgetedLife, lifeUnits } from "../units/unitSums.ts";
import type { Priced } from "./costPrices.ts";
import { accessBytes } from "./logged.ts";
import type { Messages } from "./messages.ts";

/** How much of each priced thing something uses. */
export type Usage = Partial<Record<Priced, number>>;

/** Not measured: what an invocation of 512 MB takes once it is warm, and each time that it is not. Milliseconds, MB. */
export const assumed = {
  api: 25,
  worker: 40,
  memory: 512,
  coldEvery: 50,
  coldMilliseconds: 300,
  /** Sent, received and deleted, each message by itself. */
  requestsPerMessage: 3,
  /** Looked at before each act: a list, and a ticket with its history. */
  looksPerAct: 2,
} as const;

/** What was measured of lives: of all together, but for the states and the acts of each. */
export type Life = {
  calls: readonly Call[];
  lives: number;
  states: number;
  acts: number;
  messages: Messages;
  logged: number;
};

/** What one life uses, as the budget lists it: six notifications, no e-mail. Each event goes its way alone: no batches. */
export function lifeUsage({ calls, lives, states, acts, messages, logged }: Life, { eventSources }: Wires): Usage {
  const units = lifeUnits(calls);
  const events = eventsOf(calls, lives);
  const published = [...events.values()].reduce((sum, times) => sum + times, 0);
  const { email = 0, ...others } = messages;
  const sent = Object.values(others).reduce((sum, times) => sum + times, 0) / lives;
  return {
    writeUnit: budgetedLife(units, lives),
    readUnit: units.reads / lives,
    transition: states,
    trace: 1,
    publish: published,
    queueRequest: sent * assumed.requestsPerMessage,
    apiRequest: acts,
    ...lambdaUsage(acts, wakes(events, eventSources) + sent + states, logged / lives / acts),
  };
}

/** What is used where people look at lists and tickets. */
export const lookUsage = (looks: number, readUnits: number, { lives, acts, logged }: Life): Usage => ({
  readUnit: readUnits,
  apiRequest: looks,
  ...lambdaUsage(looks, 0, logged / lives / acts),
});

/**
 * What e-mails add: markers so that each goes out once, and the messages to their channel, which gets none where nobody wants
 * any. What it has read is in the life.
 */
export function mailUsage(mails: number, { calls, messages: { email = 0 } }: Life): Usage {
  const markersEach = 2;
  const messages = (mails * email) / (lifeUnits(calls).mail / markersEach);
  return {
    email: mails,
    writeUnit: markersEach * mails,
    queueRequest: messages * assumed.requestsPerMessage,
    ...lambdaUsage(0, messages, 0),
  };
}

/** A request is logged by its Lambda and by the gateway; work on an event leaves nothing. */
function lambdaUsage(requests: number, works: number, requestBytes: number): Usage {
  const invocations = requests + works;
  const cold = (invocations / assumed.coldEvery) * assumed.coldMilliseconds;
  const seconds = (requests * assumed.api + works * assumed.worker + cold) / 1000;
  return {
    invocation: invocations,
    gigabyteSecond: (seconds * assumed.memory) / 1024,
    logGigabyte: (requests * (requestBytes + accessBytes)) / 1e9,
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

/** How often the stream wakes its readers, by the template's own filters: events that these keep away wake nobody. */
function wakes(events: Map<string, number>, sources: readonly EventSourceWire[]): number {
  const isWoken = ({ filters }: EventSourceWire, type: string) => {
    const record = { eventName: "INSERT", dynamodb: { NewImage: { item: { S: "Event" }, type: { S: type } } } };
    return filters.length === 0 || filters.some((filter) => matches(filter, record));
  };
  return [...events].reduce(
    (sum, [type, times]) => sum + times * sources.filter((source) => isWoken(source, type)).length,
    0,
  );
}
