import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test, vi } from "vitest";
import { type RouteName, routes } from "../../functions/contract/routes.ts";
import { startStill } from "../store/engines.ts";
import { callers, type Parts } from "./callers.ts";
import { readCases } from "./readCases.ts";
import { type Case, fill } from "./roundTripCases.ts";
import { tripsOf } from "./wire.ts";
import { writeCases } from "./writeCases.ts";

const engines = await startStill();
afterAll(() => engines.stop());
vi.spyOn(console, "log").mockImplementation(() => {});
// The handlers read their environment when they are loaded: only now there is one.
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const call = await callers(engines);
const { oldReadsOf } = await import("../store/oldReads.ts");
const [reads, writes] = [readCases(call), writeCases(call)];
/** More than a filtered page reads of its shards at once. */
await fill(call, 1300);

/** How many calls of AWS may stand in sequence, the caller's account included: side by side with what does not need it. */
const [read, write, writeWithKey] = [2, 2, 3];

/** What is beyond, and why: [calls in sequence, those with an Idempotency-Key]. */
const beyond: Record<string, [plain: number, withKey?: number]> = {
  // Where a filter thins a page out, it reads on once.
  "listTickets of all, of a status that none has": [3],
  // The words first, then the tickets that they lead to.
  "listTickets of all, by what they say": [3],
  // What it describes now stands elsewhere in its history than beside it.
  "moveTicket of an edited ticket": [3],
  // Who could decide on an administrator's own ticket is asked once their role is known.
  "raiseTicket of an administrator, to be approved": [3, 3],
  // S3 is asked for the bytes that came and for a copy of the version that was checked, and is in no transaction.
  completeUpload: [4, 4],
  // Cognito is in no transaction, and gives the account's id before the table is written.
  createUser: [3, 3],
  // It is in the table before Cognito does it; a reset, and then no session that was open stays so; the answer is kept last.
  resetPassword: [4, 5],
  // Likewise.
  resetSecondFactor: [3, 4],
};
const known = (one: Case) => beyond[nameOf(one)] ?? beyond[one.route];
const nameOf = ({ route, what }: Case) => (what ? `${route} ${what}` : route);

/** A case with the most that it may ask. */
const bounded = (cases: readonly Case[], most: (one: Case) => number) =>
  cases.map((one) => [nameOf(one), most(one), one] as const);

describe("in sequence", () => {
  const plain = [
    ...bounded(reads, (one) => known(one)?.[0] ?? read),
    ...bounded(writes, (one) => known(one)?.[0] ?? write),
  ];
  test.each(plain)("%s asks AWS at most %i times", async (_, most, one) => {
    expect((await tripsOfCase(one)).inSequence).toBeLessThanOrEqual(most);
  });

  const posts = writes.filter(({ route }) => routes[route].method === "POST");
  const withKey = bounded(posts, (one) => known(one)?.[1] ?? writeWithKey);
  test.each(withKey)("%s with a key asks AWS at most %i times", async (_, most, one) => {
    const trips = await tripsOfCase(one, { "idempotency-key": randomUUID() });
    expect(trips.inSequence).toBeLessThanOrEqual(most);
  });
});

test("every route for signed-in callers is counted", () => {
  const counted = new Set([...reads, ...writes].map(({ route }) => route));
  const signedIn = (Object.keys(routes) as RouteName[]).filter((name) => routes[name].access === "signedIn");
  expect(signedIn.filter((name) => !counted.has(name))).toEqual([]);
});

test("what requests decide on is read as it is, and only this as it may have been a moment ago", async () => {
  const old = new Set<string>();
  for (const one of [...reads, ...writes]) {
    const parts = await one.parts();
    for (const kind of await oldReadsOf(() => call(one.route, one.by, parts))) old.add(`${kind} ${one.route}`);
  }
  expect([...old].sort()).toEqual([
    // It hardly ever changes, and is written only where it is as it was read.
    ...[
      "changeUser",
      "createUser",
      "listCategories",
      "listDepartments",
      "putCategory",
      "putDepartment",
      "raiseTicket",
    ].map((route) => `CATALOGUE ${route}`),
    ...["INBOX getDashboard", "INBOX listNotifications"],
    "TALLY getDashboard",
    // Where events are missing at the end, the history is read once more.
    ...["TICKET getHistory", "TICKET getTicket"],
    "WORDS listTickets",
  ]);
});

test("pages further on ask no more than the first, but for the rare one that reads on", async () => {
  let cursor: string | undefined;
  let longer = 0;
  for (let page = 0; page < 10; page++) {
    const parts = { query: { ...(cursor && { cursor }) } };
    const { answer, inSequence } = await tripsOf(() => call("listTickets", "admin", parts));
    expect(inSequence).toBeLessThanOrEqual(read + 1);
    longer += inSequence > read ? 1 : 0;
    cursor = (JSON.parse(answer.body) as { nextCursor: string }).nextCursor;
  }
  expect(longer).toBeLessThanOrEqual(1);
});

/** The calls of a request once the Lambda has what it keeps: the keys of tokens and of cursors. */
async function tripsOfCase({ route, by, parts }: Case, headers: Parts["headers"] = {}) {
  await call(route, by, await parts());
  const asked = await parts();
  const { answer, ...trips } = await tripsOf(() =>
    call(route, by, { ...asked, headers: { ...asked.headers, ...headers } }),
  );
  expect(answer.statusCode, answer.body).toBe(routes[route].status);
  return trips;
}
