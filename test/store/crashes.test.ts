import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  CodeDeliveryFailureException,
  InitiateAuthCommand,
  LimitExceededException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { APIGatewayProxyEventV2, Context, SQSEvent } from "aws-lambda";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { AuditEvent } from "../../functions/domain/audit.ts";
import type { Answer } from "../../functions/store/requests.ts";
import { password } from "../cloud/desk.ts";
import { startStill } from "./engines.ts";
import type { Cut } from "./power.ts";

const engines = await startStill();
afterAll(() => engines.stop());
for (const level of ["log", "error"] as const) vi.spyOn(console, level).mockImplementation(() => {});

// The handlers read their environment when they are loaded: only now there is one.
Object.assign(process.env, ...engines.wires.functions.map(({ environment }) => environment));
const { untilPowerFails } = await import("./power.ts");
const { pool } = await import("../../functions/store/identity.ts");
const { keyCache } = await import("../../functions/http/authentication.ts");
const createUser = (await import("../../functions/api/createUser.ts")).handler;
const changeUser = (await import("../../functions/api/changeUser.ts")).handler;
const resetPassword = (await import("../../functions/api/resetPassword.ts")).handler;
const raiseTicket = (await import("../../functions/api/raiseTicket.ts")).handler;
const assignTicket = (await import("../../functions/api/assignTicket.ts")).handler;
const onAccountChanged = (await import("../../functions/events/onAccountChanged.ts")).handler;
const { listPeople } = await import("../../functions/store/lists/directory.ts");
const { listAudit } = await import("../../functions/store/auditTrail.ts");
const { readHistory } = await import("../../functions/store/history.ts");

const authorization = `Bearer ${await tokenOf("admin@example.com")}`;

describe("an account is made in two stores", () => {
  // Nobody can know whether somebody was written to by a request that has died: then they are written to again.
  const cuts: [what: string, cut: Cut, invitations: number][] = [
    ["before Cognito is asked", { at: "AdminCreateUser", when: "before" }, 1],
    ["when Cognito has made the user", { at: "AdminCreateUser", when: "after" }, 2],
    ["before the table is written", { at: "TransactWrite", when: "before" }, 1],
  ];
  test.each(cuts)("cut short %s, the next request makes it", async (_, cut, invitations) => {
    const body = newcomer();
    expect(await untilPowerFails(cut, () => create(body))).toBe(true);
    expect(await accountsOf(body.email)).toEqual([]);
    expect((await create(body)).statusCode).toBe(201);
    await expectOne(body.email, invitations);
  });

  test("cut short when the table is written, the next finds it there, and the same request its answer", async () => {
    const body = newcomer();
    const cut: Cut = { at: "TransactWrite", when: "after" };
    expect(await untilPowerFails(cut, () => create(body, "the-key"))).toBe(true);
    expect((await create(body)).statusCode).toBe(409);
    const replayed = await create(body, "the-key");
    expect([replayed.statusCode, replayed.headers["idempotency-replayed"]]).toEqual([201, "true"]);
    await expectOne(body.email);
  });
});

test("an account is not made where Cognito sends no more invitations, and the admin is told when to ask again", async () => {
  const full = new LimitExceededException({ message: "daily limit", $metadata: {} });
  pool.middlewareStack.add(() => () => Promise.reject(full), { step: "initialize", name: "full" });
  const body = newcomer();
  const { statusCode, headers } = await create(body).finally(() => pool.middlewareStack.remove("full"));
  expect([statusCode, headers["retry-after"]]).toEqual([503, "3600"]);
  expect(await accountsOf(body.email)).toEqual([]);
});

test("whom Cognito has made but could not write to is written to by the next request", async () => {
  const body = newcomer();
  const lost = new CodeDeliveryFailureException({ message: "not verified", $metadata: {} });
  const unsent = (next: (args: object) => Promise<object>) => (args: object) =>
    next(args).then(() => Promise.reject(lost));
  pool.middlewareStack.add(unsent as never, { step: "initialize", name: "unsent" });
  const { statusCode, headers } = await create(body).finally(() => pool.middlewareStack.remove("unsent"));
  expect([statusCode, headers["retry-after"]]).toEqual([503, "3600"]);
  expect((await create(body)).statusCode).toBe(201);
  await expectOne(body.email, 2);
});

describe("what follows when a technician is disabled", () => {
  const cuts: [what: string, cut: Cut][] = [
    ["before Cognito is told", { at: "AdminDisableUser", when: "before" }],
    ["between locking out and signing out", { at: "AdminUserGlobalSignOut", when: "before" }],
    ["when the first ticket is written", { at: "TransactWrite", when: "after" }],
    ["before the third ticket", { at: "TransactWrite", when: "before", nth: 3 }],
  ];
  test.each(cuts)(
    "cut short %s, it is finished when the message comes again, and no more when once more",
    async (_, cut) => {
      const { id, email } = JSON.parse((await create({ ...newcomer(), role: "technician" })).body) as Named;
      const tickets = await Promise.all([1, 2, 3, 4].map(() => ticketFor(id)));
      await call(changeUser, { userId: id }, { disabled: true });
      const { items } = await listAudit({ person: id, limit: 1 }, null);
      const follow = () => deliver(items[0]);
      let comesAgain: unknown[] = [];
      const begin = async () => {
        comesAgain = await follow();
      };
      expect(await untilPowerFails(cut, begin)).toBe(true);
      expect(comesAgain).toHaveLength(1);
      expect(await follow()).toEqual([]);
      expect(await follow()).toEqual([]);
      expect((await userOf(email)).Enabled).toBe(false);
      for (const ticketId of tickets) {
        const { events } = await readHistory(ticketId, { after: 0, limit: 100 });
        expect(events.map(({ type }) => type)).toEqual(["TicketRaised", "TicketAssigned", "TicketUnassigned"]);
      }
    },
  );

  test("a message that comes late does not undo what has changed since", async () => {
    const { id, email } = JSON.parse((await create({ ...newcomer(), role: "technician" })).body) as Named;
    await call(changeUser, { userId: id }, { disabled: true });
    await call(changeUser, { userId: id }, { disabled: false });
    const kept = await ticketFor(id);
    const { items } = await listAudit({ person: id, kind: "AccountChanged", limit: 2 }, null);
    for (const event of items) expect(await deliver(event)).toEqual([]); // the newest first
    expect((await userOf(email)).Enabled).toBe(true);
    expect((await readHistory(kept, { after: 0, limit: 100 })).events).toHaveLength(2);
  });

  test("and is enabled again while Cognito is being told, they can sign in, though that is told first", async () => {
    const { id, email } = JSON.parse((await create({ ...newcomer(), role: "technician" })).body) as Named;
    await call(changeUser, { userId: id }, { disabled: true });
    const { items } = await listAudit({ person: id, kind: "AccountChanged", limit: 1 }, null);
    let left = 1;
    pool.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== "AdminDisableUserCommand" || left-- <= 0) return next(args);
          await call(changeUser, { userId: id }, { disabled: false });
          const enabled = (await listAudit({ person: id, kind: "AccountChanged", limit: 1 }, null)).items[0];
          expect(await deliver(enabled)).toEqual([]);
          return next(args);
        },
      { step: "initialize", name: "meanwhile" },
    );
    expect(await deliver(items[0]).finally(() => pool.middlewareStack.remove("meanwhile"))).toEqual([]);
    expect([left, (await userOf(email)).Enabled]).toEqual([0, true]);
  });
});

describe("somebody whom the user pool has lost", () => {
  const lose = async () => {
    const body = newcomer();
    const { id } = JSON.parse((await create(body)).body) as Named;
    await pool.send(new AdminDeleteUserCommand({ UserPoolId: engines.userPoolId, Username: body.email }));
    return { id, body };
  };

  test("is no trouble to disable, and who was invited by the same address since then can still sign in", async () => {
    const { id, body } = await lose();
    const again = JSON.parse((await create(body)).body) as Named;
    expect(again.id).not.toBe(id);
    await call(changeUser, { userId: id }, { disabled: true });
    const { items } = await listAudit({ person: id, kind: "AccountChanged", limit: 1 }, null);
    expect(await deliver(items[0])).toEqual([]);
    expect((await userOf(again.id)).Enabled).toBe(true);
  });

  test("gets no new password: the admin is told, and nothing stands in the audit trail", async () => {
    const { id } = await lose();
    const answer = await call(resetPassword, { userId: id }, {});
    expect([answer.statusCode, JSON.parse(answer.body).detail]).toEqual([422, expect.stringMatching(/no.* sign in/)]);
    expect((await listAudit({ person: id, kind: "PasswordReset", limit: 1 }, null)).items).toEqual([]);
  });
});

test.each(["ﷺ", "㍿"])(
  "somebody with a name of a hundred times %s is made, and found by its beginning",
  async (letter) => {
    const body = { ...newcomer(), name: letter.repeat(100) };
    expect((await create(body)).statusCode).toBe(201);
    expect((await accountsOf(letter.repeat(100))).map(({ email }) => email)).toContain(body.email);
  },
);

type Named = { id: string; email: string };
type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<Answer>;

let count = 0;
function newcomer() {
  count += 1;
  return { email: `crash.${count}@example.com`, name: `Crash ${count}`, role: "user", department: "it" };
}

/** A request as the gateway hands it on. */
async function call(handler: unknown, pathParameters: object, body: object, key?: string): Promise<Answer> {
  const headers = { authorization, "content-type": "application/json", ...(key && { "idempotency-key": key }) };
  const event = {
    headers,
    pathParameters,
    rawPath: "/",
    body: JSON.stringify(body),
    requestContext: { requestId: "1" },
  };
  return (handler as Handler)(event as unknown as APIGatewayProxyEventV2, {} as Context);
}

const create = (body: object, key?: string) => call(createUser, {}, body, key);

async function ticketFor(technicianId: string): Promise<string> {
  const words = { title: "A title", description: "Some text", category: "other", priority: "low" };
  const { id } = JSON.parse((await call(raiseTicket, {}, words)).body) as Named;
  expect((await call(assignTicket, { ticketId: id }, { technicianId })).statusCode).toBe(200);
  return id;
}

/** A message as the queue brings it; gives those that are to come again. */
async function deliver(event: AuditEvent | undefined): Promise<unknown[]> {
  const batch = { Records: [{ messageId: "1", body: JSON.stringify(event) }] };
  return (await onAccountChanged(batch as unknown as SQSEvent)).batchItemFailures;
}

const accountsOf = async (q: string) => (await listPeople("everybody", { q, limit: 10 }, null)).items;
const userOf = (Username: string) => pool.send(new AdminGetUserCommand({ UserPoolId: engines.userPoolId, Username }));

/** One account, one user of the same id who has been invited, one audit event. */
async function expectOne(email: string, invitations = 1): Promise<void> {
  const [account, ...others] = await accountsOf(email);
  const user = await userOf(email);
  expect([account?.id, others]).toEqual([user.UserAttributes?.find(({ Name }) => Name === "sub")?.Value, []]);
  const { items } = await listAudit({ person: account?.id, limit: 10 }, null);
  expect(items.map(({ kind }) => kind)).toEqual(["AccountCreated"]);
  const outbox = readFileSync(join(engines.dataDir, "outbox.jsonl"), "utf8").split("\n");
  expect(outbox.filter((line) => line.includes(`"${email}"`))).toHaveLength(invitations);
}

async function tokenOf(USERNAME: string): Promise<string> {
  const AuthParameters = { USERNAME, PASSWORD: password };
  const request = { AuthFlow: "USER_PASSWORD_AUTH", ClientId: engines.clientId, AuthParameters } as const;
  const { AuthenticationResult } = await pool.send(new InitiateAuthCommand(request));
  const token = AuthenticationResult?.AccessToken ?? "";
  const { kid } = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string };
  keyCache.fetcher = { fetch: async () => new TextEncoder().encode(JSON.stringify(engines.keys(kid))).buffer };
  return token;
}
