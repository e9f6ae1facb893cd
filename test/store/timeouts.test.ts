import { connect, createServer, type Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { raise } from "../../functions/domain/lifecycle.ts";
import { category, requester } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill({}, { people: false });
const table = new URL(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? "");

/** A way to the table on which the first connection has died: it takes everything, and nothing comes back. */
let connections = 0;
const open = new Set<Socket>();
const way = createServer((client) => {
  open.add(client);
  client.on("error", () => client.destroy());
  if (++connections === 1) return;
  const onwards = connect(Number(table.port), table.hostname);
  onwards.on("error", () => client.destroy());
  client.pipe(onwards).pipe(client);
});
await new Promise<void>((listening) => way.listen(0, "127.0.0.1", listening));
const { port } = way.address() as { port: number };
process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${port}`;
process.env.TIMEOUTS_TIMES = "0.1";
afterAll(async () => {
  for (const socket of open) socket.destroy();
  way.close();
  await engines.stop();
});

test("a connection that has died in silence is given up, and the write is made once by another", async () => {
  const { commit, findTicket } = await import("../../functions/store/tickets.ts");
  const { readHistory } = await import("../../functions/store/history.ts");
  const words = { id: "T-0000001", title: "t", description: "d", priority: "low" as const };
  const { ticket } = await commit(raise(words, category(), requester, "2026-03-01T09:00:00.000Z"));
  expect(connections).toBeGreaterThan(1);
  expect(await findTicket(ticket.id)).toEqual(ticket);
  expect((await readHistory(ticket.id, { after: 0, limit: 10 })).events).toHaveLength(1);
});
