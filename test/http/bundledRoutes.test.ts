import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { type RouteName, routes } from "../../functions/contract/routes.ts";
import { bundle } from "../../lib/bundling/bundle.ts";
import { routeEntry } from "../../lib/bundling/entries.ts";
import { startStill } from "../store/engines.ts";
import { callers } from "./callers.ts";
import { readCases } from "./readCases.ts";
import { writeCases } from "./writeCases.ts";

/*
 * Each route as it is deployed: bundled, with all that bundles leave out. The local cloud runs the sources, so that nothing
 * else would miss it.
 */
const engines = await startStill();
vi.spyOn(console, "log").mockImplementation(() => {});
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const outdir = mkdtempSync(join(tmpdir(), "bundled-routes-"));
await bundle((Object.keys(routes) as RouteName[]).map(routeEntry), outdir);

/** The keys of the user pool stand at an address of Cognito's, which is not on this machine: they are asked of a server here. */
let keys: object = {};
const published = createServer((_, response) => response.end(JSON.stringify(keys))).listen(0, "127.0.0.1");
await once(published, "listening");
const { port } = published.address() as AddressInfo;
vi.spyOn(https, "request").mockImplementation(((_: unknown, options: object, answered: () => void) =>
  request(`http://127.0.0.1:${port}`, { ...options, agent: undefined }, answered)) as typeof https.request);

afterAll(async () => {
  vi.restoreAllMocks();
  published.close();
  await engines.stop();
  rmSync(outdir, { recursive: true });
});

const call = await callers(engines, {
  handlerOf: async (route) => (await import(join(outdir, routeEntry(route), `${routeEntry(route)}.mjs`))).handler,
  learn: (given) => {
    keys = given;
  },
});
const cases = [...readCases(call), ...writeCases(call)];

test.each(cases.map((one) => [one.what ? `${one.route} ${one.what}` : one.route, one] as const))(
  "%s succeeds as it is deployed",
  async (_, { route, by, parts }) => {
    const { statusCode, body } = await call(route, by, await parts());
    expect(statusCode, body).toBe(routes[route].status);
  },
);

test("what a bundle refuses, it refuses in the product's words", async () => {
  const { statusCode, headers, body } = await call("getTicket", "admin", { params: { ticketId: "T-0000000" } });
  expect(statusCode).toBe(404);
  expect(headers?.["content-type"]).toBe("application/problem+json");
  expect(JSON.parse(body)).toMatchObject({ code: "not_found", errors: [] });
});
