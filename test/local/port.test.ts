import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startDynamoDb } from "../../local/dynamodb/dynamodb.ts";
import { startGateway } from "../../local/gateway/gateway.ts";
import { holdPort } from "../../local/port.ts";
import { portOf } from "../../local/server.ts";

const held: Server = await holdPort(0);
const port = portOf(held);
const dataDir = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "port-"));
afterAll(() => {
  held.close();
  rmSync(dataDir, { recursive: true });
});

test("a port that is held is nobody else's, and whoever asks for it is told what to do", async () => {
  await expect(holdPort(port)).rejects.toThrow(`Port ${port} is in use: is the local cloud running already?`);
});

test("whoever connects before the server is there is hung up on at once", async () => {
  const early = connect(port, "127.0.0.1").resume();
  await once(early, "close");
});

test("the table engine takes another port where its own was taken meanwhile", async () => {
  const engine = await startDynamoDb({ dataDir, port });
  try {
    expect(engine.port).not.toBe(port);
    expect((await fetch(engine.endpoint)).status).toBeGreaterThan(0);
  } finally {
    await engine.stop();
  }
});

test("the gateway listens at the port that was held for it, and leaves it at its end", async () => {
  const gateway = await startGateway({ port: held, routes: [], invoke: async () => {} });
  expect(gateway.port).toBe(port);
  expect((await fetch(`http://127.0.0.1:${port}/v1/nothing`)).status).toBe(404);
  await gateway.stop();
  const again = await holdPort(port);
  again.close();
});
