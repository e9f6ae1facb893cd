import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";

/** A call to DynamoDB as it went over the wire. Those of one group were under way at the same time. */
export type WireCall = { group: number; target: string; request: string; response: string };

/**
 * Stands before DynamoDB. First it passes on and remembers what one request of a handler calls, then it answers from memory:
 * so a write can be repeated, and answering costs the same whoever asks.
 */
export async function rememberCalls(dynamodb: string) {
  const remembered: WireCall[] = [];
  const server = createServer(async (request, response) => {
    const target = String(request.headers["x-amz-target"]).replace(/.*\./, "");
    const body = await textOf(request);
    const known = isReplaying ? find(remembered, target, body) : await pass(target, body, request);
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(known);
  });
  let isReplaying = false;
  let [group, under] = [0, 0];
  const pass = async (target: string, body: string, { headers }: IncomingMessage) => {
    if (under++ === 0) group++;
    const call: WireCall = { group, target, request: body, response: "" };
    remembered.push(call);
    const { "x-amz-target": to = "", authorization = "", "x-amz-date": date = "" } = headers;
    const sent = { "content-type": "application/x-amz-json-1.0", "x-amz-target": String(to), authorization };
    const answer = await fetch(dynamodb, { method: "POST", headers: { ...sent, "x-amz-date": String(date) }, body });
    call.response = await answer.text();
    under--;
    if (!answer.ok) throw new Error(`${target}: ${call.response}`);
    return call.response;
  };
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    made: (): readonly WireCall[] => remembered,
    /** Passes on and remembers from now on. */
    forget() {
      remembered.length = 0;
      [isReplaying, group, under] = [false, 0, 0];
    },
    /** Answers from memory from now on. Gives what it remembers. */
    replay(): readonly WireCall[] {
      isReplaying = true;
      return remembered;
    },
    stop: () => server.close(),
  };
}

/** The same call, or else one of its kind: ids and times differ from one write to the next. */
function find(calls: readonly WireCall[], target: string, body: string): string {
  const input: unknown = JSON.parse(body);
  const alike = calls.filter((call) => call.target === target);
  const found = alike.find(({ request }) => isDeepStrictEqual(JSON.parse(request), input));
  return (found ?? alike[0])?.response ?? "{}";
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
