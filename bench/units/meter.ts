import { EventEmitter, once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Call, isMetered, readCall } from "./meterCall.ts";

export type Meter = {
  /** Where DynamoDB seems to be. */
  endpoint: string;
  /** All that was asked of the table so far, in order of the answers. */
  calls: readonly Call[];
  /** Resolves once so many writes of a kind about a ticket have been answered, those of the past included. */
  wrote(what: string, ticketId: string, times: number): Promise<void>;
  stop(): Promise<void>;
};

const patience = 60_000;

/**
 * Stands before a DynamoDB engine and has each answer say what it cost: the units of the table and of each index. The
 * callers notice nothing.
 */
export async function startMeter(engine: string): Promise<Meter> {
  const calls: Call[] = [];
  const heard = new EventEmitter().setMaxListeners(0);
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    pass({ engine, agent }, incoming, outgoing, (call) => {
      calls.push(call);
      heard.emit("call");
    }).catch(() => outgoing.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async wrote(what, ticketId, times) {
      const signal = AbortSignal.timeout(patience);
      while (countOf(calls, what, ticketId) < times) await once(heard, "call", { signal });
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

const countOf = (calls: readonly Call[], what: string, ticketId: string): number =>
  calls.filter((call) => call.writes && !call.refused && call.what === what && call.ticketId === ticketId).length;

type Upstream = { engine: string; agent: Agent };

async function pass(to: Upstream, incoming: IncomingMessage, outgoing: ServerResponse, heard: (call: Call) => void) {
  const operation = String(incoming.headers["x-amz-target"]).split(".").at(-1) ?? "";
  const asked = await text(incoming);
  const metered = isMetered(operation);
  const body = metered ? JSON.stringify({ ...JSON.parse(asked), ReturnConsumedCapacity: "INDEXES" }) : asked;
  const headers = { ...incoming.headers, host: new URL(to.engine).host, "content-length": Buffer.byteLength(body) };
  const forwarded = request(to.engine, { method: incoming.method, headers, agent: to.agent, path: incoming.url });
  forwarded.end(body);
  const [response] = (await once(forwarded, "response")) as [IncomingMessage];
  const answer = await text(response);
  if (metered) heard(readCall(operation, JSON.parse(asked), JSON.parse(answer), response.statusCode ?? 500));
  outgoing.writeHead(response.statusCode ?? 500, { ...response.headers, "content-length": Buffer.byteLength(answer) });
  outgoing.end(answer);
}
