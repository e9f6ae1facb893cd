import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../../functions/contract/route.ts";
import { routes } from "../../functions/contract/routes.ts";
import { table } from "../../functions/store/table.ts";
import { bundle } from "../../lib/bundle.ts";
import { entries } from "../../lib/entries.ts";
import { actionsOf, type FunctionFound, functionsOf, synthesize } from "./synthesized.ts";

const run = promisify(execFile);
const outdir = mkdtempSync(join(tmpdir(), "bundles-"));
const fileOf = (entry: string) => join(outdir, entry, `${entry}.mjs`);
const functions = functionsOf(synthesize({ stage: "production" }));
const variables = [...new Set(functions.flatMap(({ environment }) => environment))];
let sizes: Record<string, number> = {};
const code: Record<string, string> = {};

beforeAll(async () => {
  sizes = await bundle(entries, outdir);
  for (const entry of entries) code[entry] = readFileSync(fileOf(entry), "utf8");
});
afterAll(() => rmSync(outdir, { recursive: true }));

test("every bundle starts in Node as Lambda would start it, with the variables that it is given", async () => {
  const started = await Promise.all(functions.map(({ entry, environment }) => start(entry, environment)));
  expect(started).toEqual(functions.map(({ entry }) => ({ entry, handler: "function" })));
}, 60_000);

test("every bundle is smaller than 400 kB, so that a cold start has little to read", () => {
  expect(Object.keys(sizes)).toEqual(entries);
  for (const [entry, size] of Object.entries(sizes)) {
    expect(size, entry).toBeGreaterThan(1_000);
    expect(size, entry).toBeLessThan(400_000);
  }
});

describe.each(functions)("$entry", (lambda) => {
  const { entry, environment, statements } = lambda;

  test("is given the variables that its code reads, and no other", () => {
    expect(environment).toEqual(variables.filter((name) => names(entry, name)).sort());
  });

  test("may query the indexes that its code names, and no other", () => {
    const named = Object.keys(table.indexes).filter((index) => code[entry]?.includes(`"${index}"`));
    const queried = JSON.stringify(statements).matchAll(/\/index\/(\w+)/g);
    expect([...queried].map(([, index]) => index).sort()).toEqual(named.sort());
  });

  test("may do what its code calls, and nothing else", () => {
    const allowed = statements.flatMap(actionsOf).filter((action) => !unseen.has(action));
    expect([...new Set(allowed)].sort()).toEqual(neededBy(lambda).sort());
  });
});

/** What the runtime does for a Lambda, and Query, which every bundle holds as part of the SDK's own. */
const unseen = new Set([
  "dynamodb:Query",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:ListStreams",
  "sqs:SendMessage",
]);

/** An operation of the SDK and the actions that IAM asks for. */
const actions: Record<string, string> = {
  GetItem: "dynamodb:GetItem",
  BatchGetItem: "dynamodb:BatchGetItem",
  TransactGetItems: "dynamodb:GetItem",
  PutItem: "dynamodb:PutItem",
  UpdateItem: "dynamodb:UpdateItem",
  DeleteItem: "dynamodb:DeleteItem",
  BatchWriteItem: "dynamodb:BatchWriteItem",
  TransactWriteItems: "dynamodb:PutItem",
  StartExecution: "states:StartExecution",
  StopExecution: "states:StopExecution",
  DescribeExecution: "states:DescribeExecution",
  ListExecutions: "states:ListExecutions",
  SendTaskSuccess: "states:SendTaskSuccess",
  SendTaskFailure: "states:SendTaskFailure",
  AdminCreateUser: "cognito-idp:AdminCreateUser",
  AdminGetUser: "cognito-idp:AdminGetUser",
};

/** The operations whose commands are in the bundle; those of Idempotency-Keys are in all, but only a POST takes one. */
function neededBy({ entry }: FunctionFound): string[] {
  const commands = [...(code[entry] ?? "").matchAll(/"(\w+)",[\w$]+\)\{\}/g)].map(([, operation]) => operation ?? "");
  const needed = new Set(commands.flatMap((operation) => actions[operation] ?? []));
  const method = methodOf(entry);
  if (method && method !== "POST") needed.delete("dynamodb:DeleteItem");
  if (method === "GET") needed.delete("dynamodb:PutItem");
  return [...needed];
}

function methodOf(entry: string): Route["method"] | undefined {
  const route: Route | undefined = (routes as Record<string, Route>)[entry.replace("api/", "")];
  return route?.method;
}

function names(entry: string, variable: string): boolean {
  return new RegExp(`\\b${variable}\\b`).test(code[entry] ?? "");
}

async function start(entry: string, environment: string[]): Promise<{ entry: string; handler: string }> {
  const values = Object.fromEntries(environment.map((name) => [name, plausible[name] ?? "1"]));
  const script = `import(process.argv[1]).then(({ handler }) => process.stdout.write(typeof handler))`;
  const env = { AWS_REGION: "eu-central-1", ...values };
  const { stdout } = await run(process.execPath, ["-e", script, fileOf(entry)], { env }).catch((error: Error) => ({
    stdout: error.message.slice(-500),
  }));
  return { entry, handler: stdout };
}

const plausible: Record<string, string> = { USER_POOL_ID: "eu-central-1_abcdefghi", USER_POOL_CLIENT_ID: "client" };
