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
const [reads, writes] = [readCases(call), writeCases(call)];
/** More than a filtered page reads of its shards at once. */
await fill(call, 1300);

/** How many calls of AWS may stand in sequence, the caller's account included: side by side with what does not need it. */
const [read, write, writeWithKey] = [2, 2, 3];

/** What is beyond, and why: [calls in sequence, those with an Idempotency-Key]. */
const beyond: Record<string, [plain: number, withKey?: number]> = {
  // Shards of which one has more of the page than its share are read once more.
  listTickets: [3],
  listApprovals: [3],
  "listTickets of all, of a status that none has": [5],
  listAudit: [3],
  // What it describes now stands elsewhere in its history than beside it.
  "moveTicket of an edited ticket": [3],
  // The account is read for the caller, and once more for its revision.
  changeMe: [3],
  // Who could decide on an administrator's own ticket is asked once their role is known.
  "raiseTicket of an administrator, to be approved": [3, 4],
  // Caps are counted before or after the write, and the answer is kept by a write of its own.
  startUpload: [3, 5],
  createExport: [3, 5],
  createSocketTicket: [2, 4],
  readAllNotifications: [3, 5],
  // S3 is asked for what came, for its bytes, and for a copy.
  completeUpload: [5, 6],
  // Cognito comes before the table, or after it.
  createUser: [4, 5],
  resetPassword: [6, 8],
  // What the change leaves to administrators is read before it is answered.
  changeUser: [3],
  putCategory: [3],
  putDepartment: [3],
};
const known = (one: Case) => beyond[nameOf(one)] ?? beyond[one.route];
const nameOf = ({ route, what }: Case) => (what ? `${route} ${what}` : route);

describe("in sequence", () => {
  test.each(reads.map((one) => [nameOf(one), one] as const))("%s asks AWS once or twice", async (_, one) => {
    expect((await tripsOfCase(one)).inSequence).toBeLessThanOrEqual(known(one)?.[0] ?? read);
  });

  test.each(writes.map((one) => [nameOf(one), one] as const))("%s asks AWS twice", async (_, one) => {
    expect((await tripsOfCase(one)).inSequence).toBeLessThanOrEqual(known(one)?.[0] ?? write);
  });

  const posts = writes.filter(({ route }) => routes[route].method === "POST");
  test.each(posts.map((one) => [nameOf(one), one] as const))("%s with a key asks AWS three times", async (_, one) => {
    const trips = await tripsOfCase(one, { "idempotency-key": randomUUID() });
    expect(trips.inSequence).toBeLessThanOrEqual(known(one)?.[1] ?? writeWithKey);
  });
});

test("every route for signed-in callers is counted", () => {
  const counted = new Set([...reads, ...writes].map(({ route }) => route));
  const signedIn = (Object.keys(routes) as RouteName[]).filter((name) => routes[name].access === "signedIn");
  expect(signedIn.filter((name) => !counted.has(name))).toEqual([]);
});

test("pages further on ask no more than the first", async () => {
  let cursor: string | undefined;
  for (let page = 0; page < 10; page++) {
    const parts = { query: { ...(cursor && { cursor }) } };
    const { answer, inSequence } = await tripsOf(() => call("listTickets", "admin", parts));
    expect(inSequence).toBeLessThanOrEqual(beyond.listTickets?.[0] ?? read);
    cursor = (JSON.parse(answer.body) as { nextCursor: string }).nextCursor;
  }
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
