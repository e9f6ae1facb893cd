import { afterEach, describe, expect, test, vi } from "vitest";
import type { Route } from "../../functions/contract/route.ts";
import { routes } from "../../functions/contract/routes.ts";
import { Problem, problemCodes } from "../../functions/domain/problem.ts";
import { lambda } from "../../functions/http/lambda.ts";
import type { Answer } from "../../functions/store/requests.ts";

/** The most that an invocation may write: bytes, line ends included. */
const most = 800;
const mostAnswered = 400;
const requestId = "a52ab1b8-3a56-4c3f-a0f2-8b8f0d2a3f5e";
const answered = async () => ({ statusCode: 200, headers: {}, body: "{}" });

const levels = { debug: "DEBUG", log: "INFO", info: "INFO", warn: "WARN", error: "ERROR" };

afterEach(() => vi.restoreAllMocks());

/** What one invocation writes, as Lambda's runtime puts it into the log in its format JSON. */
async function written(
  route: Route,
  respond: () => Promise<never> | ReturnType<typeof answered>,
  answers: (Answer | undefined)[] = [],
): Promise<string[]> {
  const lines: string[] = [];
  const timestamp = "2026-11-26T09:00:00.000Z";
  for (const [channel, level] of Object.entries(levels)) {
    vi.spyOn(console, channel as "log").mockImplementation(
      (message) => void lines.push(JSON.stringify({ timestamp, level, requestId, message })),
    );
  }
  answers.push(await lambda(route, respond)({ requestContext: { requestId } } as never, {} as never, {} as never));
  return lines;
}
const bytesOf = (lines: string[]): number => Buffer.byteLength(lines.map((line) => `${line}\n`).join(""));

describe.each(Object.entries<Route>(routes))("%s", (_, route) => {
  test("writes one line for a request that it answers", async () => {
    const lines = await written(route, answered);
    expect(lines).toHaveLength(1);
    expect(bytesOf(lines)).toBeLessThanOrEqual(mostAnswered);
  });

  test("writes one line for each refusal", async () => {
    for (const code of problemCodes) {
      const lines = await written(route, () => Promise.reject(new Problem(code, "x".repeat(10_000))));
      expect(lines).toHaveLength(1);
      expect(bytesOf(lines)).toBeLessThanOrEqual(mostAnswered);
    }
  });

  test.each([
    ["of a usual size", new Error("the table does not answer")],
    ["of a megabyte", new Error("x".repeat(1_000_000))],
    ["full of what JSON has to escape", new Error('"\\\n\u0000'.repeat(1000))],
    ["in another script", new Error("故障".repeat(1000))],
    ["with a long name", Object.assign(new Error("?"), { name: "N".repeat(5000) })],
    ["that is no error", "x".repeat(5000)],
  ])("writes one line of at most 800 bytes for a failure %s", async (_, failure) => {
    const lines = await written(route, () => Promise.reject(failure));
    expect(lines).toHaveLength(1);
    expect(bytesOf(lines)).toBeLessThanOrEqual(most);
  });
});

test("a failure says its name, what happened and where", async () => {
  const [line] = await written(routes.getMe, () => Promise.reject(new TypeError("no such thing")));
  const { level, message } = JSON.parse(line ?? "");
  expect(level).toBe("ERROR");
  expect(message).toMatchObject({
    error: "TypeError",
    message: "no such thing",
    requestId,
    status: 500,
    code: "internal",
  });
  expect(message.stack).toContain("log.test.ts");
});

test.each([
  "TimeoutError",
  "ProvisionedThroughputExceededException",
  "TransactionInProgressException",
  "InternalServerError",
  "InternalError",
  "InternalErrorException",
])("%s of AWS is answered with 503 and when to try again, and the log says what it was", async (name) => {
  const failing = async () => Promise.reject(Object.assign(new Error("the table does not answer"), { name }));
  const answers: (Answer | undefined)[] = [];
  const [line] = await written(routes.getMe, failing, answers);
  const { statusCode, headers, body } = answers[0] as Answer;
  expect([statusCode, headers["retry-after"]]).toEqual([503, "5"]);
  expect(body).not.toContain("table");
  expect(JSON.parse(line ?? "").message).toMatchObject({ error: name, status: 503, code: "unavailable" });
});
