import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Lambda, startLambda } from "../../local/lambda/lambda.ts";
import { openLog } from "../../local/lambda/lambdaLog.ts";
import type { FunctionWire } from "../../local/template/wires.ts";

const folder = mkdtempSync(join(tmpdir(), "lambda-"));
const log = openLog(folder, true);
const started: Lambda[] = [];
afterAll(async () => {
  await Promise.all(started.map((one) => one.stop(0)));
  await log.close();
  rmSync(folder, { recursive: true });
});

const functionOf = (name: string, more: Partial<FunctionWire> = {}): FunctionWire => ({
  logicalId: name,
  name,
  arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  handler: `jobs/${name}.handler`,
  environment: {},
  timeoutSeconds: 5,
  memoryMegabytes: 512,
  ...more,
});
function write(name: string, source: string): void {
  const file = join(folder, "jobs", `${name}.ts`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
}
/** Functions by their sources, each with the settings given. */
function start(sources: Record<string, [source: string, settings?: Partial<FunctionWire>]>): Lambda {
  for (const [name, [source]] of Object.entries(sources)) write(name, source);
  const functions = Object.entries(sources).map(([name, [, settings]]) => functionOf(name, settings));
  const lambda = startLambda({ functions, sources: folder, environment: { AWS_REGION: "us-east-1" }, log });
  started.push(lambda);
  return lambda;
}

test("who has waited longer than an invocation may take is refused, as who comes when there are too many", async () => {
  const { invoke } = start({
    slow: [
      `export const handler = () => new Promise((done) => setTimeout(done, 500, "done"));`,
      { timeoutSeconds: 1.2 },
    ],
  });
  const answers = Array.from({ length: 200 }, () => invoke("slow", {}).catch(({ name }: Error) => name));
  expect(new Set(await Promise.all(answers))).toEqual(new Set(["done", "TooManyRequestsException"]));
  expect(await invoke("slow", {})).toBe("done");
});

test("a handler gets the event and its context, and its result comes back as JSON has it", async () => {
  const { invoke } = start({
    echo: [
      `import type { Context } from "aws-lambda";
      export const handler = async (event: unknown, context: Context) => ({
        event, left: undefined, when: new Date(0), name: context.functionName, arn: context.invokedFunctionArn,
        time: context.getRemainingTimeInMillis() > 4000, id: typeof context.awsRequestId });`,
    ],
  });
  const expected = {
    event: { n: 1 },
    when: "1970-01-01T00:00:00.000Z",
    name: "echo",
    arn: "arn:aws:lambda:us-east-1:000000000000:function:echo",
    time: true,
    id: "string",
  };
  expect(await invoke("echo", { n: 1 })).toEqual(expected);
  expect(await invoke("arn:aws:lambda:us-east-1:000000000000:function:echo:1", { n: 1 })).toEqual(expected);
});

test("functions see the variables that the template gives them, and nothing of this process", async () => {
  const source = "export const handler = async () => process.env;";
  const { invoke } = start({ alone: [source, { environment: { TABLE_NAME: "Desk" } }] });
  expect(await invoke("alone", {})).toEqual({ AWS_REGION: "us-east-1", TABLE_NAME: "Desk" });
});

test("functions with the same variables share a worker, others share nothing", async () => {
  const source =
    "export const handler = async () => { globalThis.calls = (globalThis.calls ?? 0) + 1; return globalThis.calls; };";
  const { invoke } = start({ one: [source], two: [source], three: [source, { environment: { OTHER: "1" } }] });
  expect([await invoke("one", {}), await invoke("two", {}), await invoke("three", {})]).toEqual([1, 2, 1]);
});

test("what a handler throws comes back by its name, and is in the log under its function", async () => {
  const { invoke } = start({ thrower: ["export const handler = async () => { throw new RangeError('too far'); };"] });
  await expect(invoke("thrower", {})).rejects.toMatchObject({
    name: "RangeError",
    errorType: "RangeError",
    errorMessage: "too far",
    trace: expect.arrayContaining([expect.stringContaining("thrower.ts")]),
  });
  await expect
    .poll(() => readFileSync(join(folder, "logs/lambda.log"), "utf8"))
    .toMatch(/ERROR jobs\/thrower.handler .*RangeError: too far/);
});

test("an object that a handler logs by itself is one line of JSON", async () => {
  const source =
    "export const handler = async () => console.log({ route: 'GET /v1/me', deep: { enough: [1, { to: 'show' }] } });";
  await start({ logger: [source] }).invoke("logger", {});
  await expect
    .poll(() => readFileSync(join(folder, "logs/lambda.log"), "utf8"))
    .toMatch(/INFO jobs\/logger.handler \S+ {"route":"GET \/v1\/me","deep":{"enough":\[1,{"to":"show"}\]}}\n/);
});

test("an invocation that takes too long fails by itself; the others in its worker go on", async () => {
  const { invoke } = start({
    sleeper: ["export const handler = () => new Promise(() => {});", { timeoutSeconds: 0.2 }],
    worker: ["export const handler = () => new Promise((done) => setTimeout(done, 400, 'done'));"],
  });
  const other = invoke("worker", {});
  await expect(invoke("sleeper", {})).rejects.toMatchObject({
    name: "Sandbox.Timedout",
    message: "Task timed out after 0.20 seconds",
  });
  expect(await other).toBe("done");
});

test.each([
  [
    "crashes",
    "export const handler = async ({ bad }) => { if (bad) setImmediate(() => { throw new Error('boom'); }); await new Promise((go) => setTimeout(go, 50)); return 'fine'; };",
  ],
  ["exits", "export const handler = async ({ bad }) => { if (bad) process.exit(3); return 'fine'; };"],
  ["never yields", "export const handler = async ({ bad }) => { while (bad); return 'fine'; };"],
])("a worker that %s fails its invocation, and the next has a new one", async (name, source) => {
  const { invoke } = start({ [name.replace(" ", "")]: [source, { timeoutSeconds: 0.5 }] });
  await expect(invoke(name.replace(" ", ""), { bad: true })).rejects.toThrow(/crashed|exited|timed out/);
  await expect.poll(() => invoke(name.replace(" ", ""), {}).catch(String), { timeout: 4000 }).toBe("fine");
});

test("after a reload new invocations run the new source, and those under way finish in the old", async () => {
  const lambda = start({
    edited: [
      "export const handler = async ({ wait }) => { await new Promise((go) => setTimeout(go, wait)); return 'old'; };",
    ],
  });
  await lambda.invoke("edited", { wait: 0 });
  const underWay = lambda.invoke("edited", { wait: 300 });
  write("edited", "export const handler = async () => 'new';");
  lambda.restart();
  expect(await lambda.invoke("edited", {})).toBe("new");
  expect(await underWay).toBe("old");
});

test("a source that can't be loaded fails its own invocations, with the reason", async () => {
  const { invoke } = start({ broken: ["export const handler = ("], fine: ["export const handler = async () => 1;"] });
  await expect(invoke("broken", {})).rejects.toThrow(/SyntaxError|Expression expected|Unexpected/i);
  expect(await invoke("fine", {})).toBe(1);
  await expect(invoke("missing", {})).rejects.toThrow("Function not found: missing");
});

test("what handlers print goes to the log, with the function and the request", async () => {
  const { invoke } = start({ talker: ["export const handler = async () => { console.log('a %s', 'word'); };"] });
  await invoke("talker", {});
  await expect
    .poll(() => readFileSync(join(folder, "logs/lambda.log"), "utf8"))
    .toMatch(/INFO jobs\/talker.handler [\w-]{36} a word/);
  expect(existsSync(join(folder, "logs/lambda.previous.log"))).toBe(false);
});
