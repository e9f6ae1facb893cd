import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";

/** What something asked of AWS, and how many of the questions had to wait for an answer to another. */
export type Trips = { calls: string[]; inSequence: number };

type Call = { name: string; begun: number; answered: number };
const running = new AsyncLocalStorage<Call[]>();
let clock = 0;

/** Runs something and counts its calls as they go over the wire, repetitions included, by whichever client they are made. */
export async function tripsOf<T>(run: () => Promise<T>): Promise<Trips & { answer: T }> {
  const calls: Call[] = [];
  const answer = await running.run(calls, run);
  return { answer, calls: calls.map(({ name }) => name), inSequence: longestChain(calls) };
}

/** The most calls of which each began when the one before had been answered. */
function longestChain(calls: Call[]): number {
  let [length, free] = [0, Number.NEGATIVE_INFINITY];
  for (const { begun, answered } of calls.toSorted((a, b) => a.answered - b.answered)) {
    if (begun < free) continue;
    [length, free] = [length + 1, answered];
  }
  return length;
}

subscribe("http.client.request.created", (message) => {
  const { request } = message as { request: ClientRequest };
  const target = String(request.getHeader("x-amz-target") ?? "")
    .split(".")
    .at(-1);
  const call = {
    name: target || `${request.method} ${request.path}`,
    begun: clock++,
    answered: Number.POSITIVE_INFINITY,
  };
  running.getStore()?.push(call);
  request.prependOnceListener("response", () => {
    call.answered = clock++;
  });
});
