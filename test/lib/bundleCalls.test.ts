import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { bundle } from "../../lib/bundling/bundle.ts";

/**
 * What was left out of the SDK must not be missed. A bundle calls an address that answers as DynamoDB would where it refuses:
 * no engine does that when asked to.
 */
type Given = { status: number; body: object };
const refusals: Given[] = [];
const headers: Record<string, unknown>[] = [];
const outdir = mkdtempSync(join(tmpdir(), "bundle-calls-"));
const server = createServer((request, response) => {
  headers.push(request.headers);
  const { status, body } = refusals.shift() ?? { status: 200, body: {} };
  request.resume().on("end", () => response.writeHead(status).end(JSON.stringify(body)));
});
let disconnect: () => Promise<unknown>;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_REGION", "eu-central-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_SESSION_TOKEN", "session");
  vi.stubEnv("TABLE_NAME", "desk");
  await bundle(["events/socketDisconnect"], outdir);
  const file = join(outdir, "events/socketDisconnect/events/socketDisconnect.mjs");
  const { handler } = (await import(file)) as { handler: (event: object) => Promise<unknown> };
  disconnect = () => handler({ requestContext: { connectionId: "one" } });
});
beforeEach(() => {
  headers.length = 0;
});
afterAll(() => {
  server.close();
  rmSync(outdir, { recursive: true });
});

const refusal = (name: string, status = 400): Given => ({
  status,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `this is ${name}` },
});

describe("a bundle", () => {
  test("signs with the credentials of its environment", async () => {
    await expect(disconnect()).resolves.toEqual({ statusCode: 200 });
    expect(headers[0]?.authorization).toContain("Credential=AKIAEXAMPLE/");
    expect(headers[0]?.["x-amz-security-token"]).toBe("session");
  });

  test.each(["ResourceNotFoundException", "AccessDeniedException", "ConditionalCheckFailedException"])(
    "reports %s under its own name, with its message",
    async (name) => {
      refusals.push(refusal(name));
      await expect(disconnect()).rejects.toMatchObject({ name, message: `this is ${name}` });
    },
  );

  test.each([
    ["ProvisionedThroughputExceededException", 400],
    ["ThrottlingException", 400],
    ["ReplicatedWriteConflictException", 400],
    ["InternalServerError", 500],
  ])("tries again after %s", async (name, status) => {
    refusals.push(refusal(name, status), refusal(name, status));
    await expect(disconnect()).resolves.toEqual({ statusCode: 200 });
    expect(headers.length).toBeGreaterThanOrEqual(3);
  });
});
