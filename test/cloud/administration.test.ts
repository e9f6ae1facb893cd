import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import type { AuditKind } from "../../functions/domain/audit.ts";
import { type Session, signIn } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { castOf, startDesk } from "./desk.ts";
import {
  cognito,
  firstSignIn,
  invite,
  mailsTo,
  newAddress,
  newcomer,
  ownPassword,
  setUpSecondFactor,
} from "./newcomers.ts";
import { assign, decide, historyOf, idOf, move, raise, reach, refusal, ticketOf } from "./steps.ts";

const desk = await startDesk();
afterAll(() => desk.stop());
const { url } = desk;
const { admin, itHead, hodFinance, ana, finance, engineering } = await castOf(url);

const change = (by: Session, userId: string, body: Parameters<Session["client"]["changeUser"]>[0]["body"]) =>
  by.client.changeUser({ params: { userId }, body }).then((reply) => reply.body);
const disable = (by: Session, userId: string) => change(by, userId, { disabled: true });
const putDepartment = (id: string, name: string, active = true) =>
  admin.client.putDepartment({ params: { departmentId: id }, body: { name, active } }).then(({ body }) => body);
const putCategory = (id: string, approvals: ("hod" | "it_head")[], active = true, name = id) =>
  admin.client.putCategory({ params: { categoryId: id }, body: { name, approvals, active } }).then(({ body }) => body);
const people = async (by: Session, query: Parameters<Session["client"]["listUsers"]>[0]["query"]) =>
  (await by.client.listUsers({ query: { limit: 100, ...query } })).body.items;
const audit = async (query: Parameters<Session["client"]["listAudit"]>[0]["query"]) =>
  (await admin.client.listAudit({ query: { limit: 100, ...query } })).body.items;

/** A new department with a head who has signed in. */
async function departmentWithHead(id: string) {
  await putDepartment(id, `Department ${id}`);
  return newcomer(url, admin, { role: "hod", department: id });
}

describe("an invited person", () => {
  test("finds the e-mail, signs in with the temporary password, sets their own and raises a ticket", async () => {
    const account = await invite(hodFinance, { name: "  Ada   Byron ", phone: "+4915100000001" });
    expect(account).toMatchObject({ name: "Ada Byron", role: "user", department: "finance", disabled: false });
    const ada = await firstSignIn(url, account.email);
    const [mail] = await mailsTo(url, account.email);
    expect(mail?.text).toContain(`sign in at ${url} with this e-mail address and`);
    expect((await ada.client.getMe({})).body).toEqual(account);
    expect(await raise(ada, "other")).toMatchObject({ status: "open", requester: { id: account.id } });
  });

  test("is told where they were made, and by the same key again the same", async () => {
    const body = { email: newAddress(), name: "Twice", role: "user", department: "finance" } as const;
    const headers = { "idempotency-key": "invite-twice" };
    const [first, second] = [
      await admin.client.createUser({ body, headers }),
      await admin.client.createUser({ body, headers }),
    ];
    expect(first.status).toBe(201);
    expect(first.headers.get("location")).toBe(`/v1/users/${first.body.id}`);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await mailsTo(url, body.email)).toHaveLength(1);
  });

  test("has an address that nobody else has, in capitals neither; of ten at the same moment one is made", async () => {
    const email = newAddress();
    const made = await Promise.allSettled(Array.from({ length: 10 }, () => invite(admin, { email })));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refusal(invite(itHead, { email: email.toUpperCase() }))).toBe("409 already_exists");
    expect(await people(admin, { q: email })).toHaveLength(1);
    expect(await mailsTo(url, email)).toHaveLength(1);
  });

  test.each([
    ["an unknown department", { department: "nowhere" }, "422 invalid"],
    ["no department", { department: null }, "422 invalid"],
    ["an admin in a department", { role: "admin" }, "422 invalid"],
    ["no address", { email: "nobody" }, "422 invalid"],
    ["no telephone number", { phone: "110" }, "422 invalid"],
  ] as const)("%s is refused, and nobody is invited", async (_, wanted, expected) => {
    const email = newAddress();
    expect(await refusal(invite(admin, { email, ...wanted }))).toBe(expected);
    expect(await mailsTo(url, email)).toEqual([]);
  });

  test("is made by whoever may, in their reach", async () => {
    expect(await refusal(invite(finance))).toBe("403 forbidden");
    expect(await refusal(invite(ana))).toBe("403 forbidden");
    expect(await refusal(invite(hodFinance, { role: "technician" }))).toBe("403 forbidden");
    expect(await refusal(invite(hodFinance, { department: "it" }))).toBe("403 forbidden");
    expect(await refusal(invite(itHead, { role: "hod" }))).toBe("403 forbidden");
    expect((await invite(itHead, { role: "technician", department: "it" })).role).toBe("technician");
  });
});

describe("the directory", () => {
  test("is closed to users and technicians, who see their own account only", async () => {
    for (const by of [finance, ana]) {
      expect(await refusal(people(by, {}))).toBe("403 forbidden");
      const own = await idOf(by);
      expect((await by.client.getUser({ params: { userId: own } })).body.id).toBe(own);
      const other = await idOf(engineering);
      expect(await refusal(by.client.getUser({ params: { userId: other } }))).toBe("404 not_found");
    }
  });

  test("shows a head of department their own", async () => {
    for (const query of [{}, { q: "example" }, { department: "finance" }]) {
      for (const { department } of await people(hodFinance, query)) expect(department).toBe("finance");
    }
    expect((await people(hodFinance, {})).length).toBeGreaterThan(1);
    expect(await people(hodFinance, { department: "engineering" })).toEqual([]);
    const userId = await idOf(engineering);
    expect(await refusal(hodFinance.client.getUser({ params: { userId } }))).toBe("404 not_found");
  });

  test("is narrowed by role and department, and searched by the beginning of name or e-mail", async () => {
    const id = (await departmentWithHead("search")).account.id;
    const zoe = await invite(admin, { name: "Žoë Quist", department: "search", email: "quentin.z@example.com" });
    const found = async (query: Parameters<typeof people>[1]) => (await people(itHead, query)).map((one) => one.id);
    expect(new Set(await found({ department: "search" }))).toEqual(new Set([id, zoe.id]));
    expect(await found({ department: "search", role: "hod" })).toEqual([id]);
    expect(await found({ role: "hod" })).toContain(id);
    expect(await found({ q: "zoe q" })).toEqual([zoe.id]);
    expect(await found({ q: "ŽO", department: "search" })).toEqual([zoe.id]);
    expect(await found({ q: "QUENTIN.Z@" })).toEqual([zoe.id]);
    expect(await found({ q: "quentin.z", role: "technician" })).toEqual([]);
    expect(await found({ q: "oë" })).toEqual([]);
    expect(await found({ q: "\u0301" })).toEqual(await found({}));
  });

  test.each([{}, { department: "finance" }, { role: "user" }, { q: "n" }, { q: "n", department: "finance" }] as const)(
    "in pages shows everybody once: %j",
    async (query) => {
      const all = (await people(admin, query)).map(({ id }) => id);
      const seen: string[] = [];
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const { body } = await admin.client.listUsers({ query: { ...query, limit: 2, cursor } });
        seen.push(...body.items.map(({ id }) => id));
        cursor = body.nextCursor ?? undefined;
      }
      expect(all.length).toBeGreaterThan(2);
      expect(seen).toEqual(all);
    },
  );
});

describe("changing an account", () => {
  test("is up to those who may, and hidden from those who may not read it", async () => {
    const { account, session } = await newcomer(url, admin);
    expect(await refusal(change(engineering, account.id, { name: "X" }))).toBe("404 not_found");
    expect(await refusal(change(hodFinance, account.id, { name: "X" }))).toBe("403 forbidden");
    expect(await refusal(change(session, account.id, { role: "admin", department: null }))).toBe("403 forbidden");
    expect(await change(session, account.id, { name: "By myself" })).toMatchObject({ name: "By myself" });
    expect(await change(itHead, account.id, { role: "technician" })).toMatchObject({ role: "technician" });
    expect(await refusal(change(itHead, account.id, { role: "hod" }))).toBe("403 forbidden");
    expect(await refusal(change(itHead, await idOf(hodFinance), { name: "X" }))).toBe("403 forbidden");
    const events = await audit({ person: account.id });
    expect(events.map(({ kind, by }) => [kind, by.id])).toEqual([
      ["AccountChanged", await idOf(itHead)],
      ["AccountChanged", account.id],
      ["AccountCreated", await idOf(admin)],
    ]);
    expect(events[0]).toMatchObject({ before: { role: "user" }, after: { role: "technician" } });
  });

  test("works at once: a new role with the old token", async () => {
    const { account, session } = await newcomer(url, admin);
    expect(await refusal(people(session, {}))).toBe("403 forbidden");
    await change(admin, account.id, { role: "hod", department: "finance" });
    expect((await people(session, {})).length).toBeGreaterThan(1);
  });

  test("disabled, somebody is locked out at once, cannot sign in again, and can once enabled", async () => {
    const { account, session } = await newcomer(url, admin);
    await disable(itHead, account.id);
    expect(await refusal(session.client.getMe({}))).toBe("401 account_disabled");
    const tryToSignIn = () =>
      cognito(url, "InitiateAuth", {
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: account.email, PASSWORD: ownPassword },
      });
    await until(tryToSignIn, ({ message }) => message === "User is disabled.", "Cognito refusing");
    expect(await refusal(invite(admin, { email: account.email }))).toBe("409 already_exists");
    await change(itHead, account.id, { disabled: false });
    await until(tryToSignIn, (answer) => "AuthenticationResult" in answer, "Cognito letting in");
    expect((await session.client.getMe({})).body.disabled).toBe(false);
  });

  test("many times at the same moment, all changes are kept and told of", async () => {
    const { id } = await invite(admin);
    const names = Array.from({ length: 12 }, (_, i) => `Name ${i}`);
    await Promise.all([
      ...names.map((name) => change(admin, id, { name })),
      change(itHead, id, { phone: "+4915100000002" }),
    ]);
    const events = await audit({ person: id, kind: "AccountChanged" });
    expect(new Set(events.map(({ after }) => after?.name)).size).toBeGreaterThanOrEqual(12);
    expect((await admin.client.getUser({ params: { userId: id } })).body.phone).toBe("+4915100000002");
  });
});

describe("a password reset", () => {
  test("sends a code to somebody who has a password, which works no longer", async () => {
    const { account } = await newcomer(url, admin);
    const { body } = await itHead.client.resetPassword({ params: { userId: account.id } });
    expect(body).toEqual({ sent: "code" });
    const code = /(\d{6})/.exec((await mailsTo(url, account.email))[0]?.text ?? "")?.[1];
    await expect(signIn(url, account.email, ownPassword)).rejects.toThrow();
    const Password = "Another-Passw0rd!";
    await cognito(url, "ConfirmForgotPassword", { Username: account.email, ConfirmationCode: code, Password });
    expect((await signIn(url, account.email, Password)).email).toBe(account.email);
    expect((await audit({ person: account.id }))[0]).toMatchObject({
      kind: "PasswordReset",
      before: null,
      after: null,
    });
  });

  test("sends the invitation again to somebody who has never signed in", async () => {
    const account = await invite(admin);
    expect((await admin.client.resetPassword({ params: { userId: account.id } })).body).toEqual({ sent: "invitation" });
    expect(await mailsTo(url, account.email)).toHaveLength(2);
    expect((await firstSignIn(url, account.email)).email).toBe(account.email);
  });

  test("is refused to those who may not", async () => {
    const { id } = await invite(admin);
    expect(await refusal(hodFinance.client.resetPassword({ params: { userId: id } }))).toBe("403 forbidden");
    expect(await refusal(finance.client.resetPassword({ params: { userId: id } }))).toBe("404 not_found");
    expect(await refusal(itHead.client.resetPassword({ params: { userId: await idOf(admin) } }))).toBe("403 forbidden");
  });
});

describe("a lost second factor", () => {
  const ask = (call: string, body: object) => cognito(url, call, body);

  test("is removed once, and told of once; then the password alone signs in", async () => {
    const { account } = await newcomer(url, admin);
    await setUpSecondFactor(ask, account.email);
    await expect(signIn(url, account.email, ownPassword)).rejects.toThrow();
    const reset = { params: { userId: account.id } };
    expect((await itHead.client.resetSecondFactor(reset)).body).toEqual({ removed: true });
    expect(await refusal(itHead.client.resetSecondFactor(reset))).toBe("422 invalid");
    expect((await signIn(url, account.email, ownPassword)).email).toBe(account.email);
    const told = await audit({ person: account.id, kind: "SecondFactorRemoved" });
    expect(told).toMatchObject([{ by: { id: await idOf(itHead) }, before: null, after: null }]);
  });

  test("stays where somebody asks who may not, or for nobody", async () => {
    const { account } = await newcomer(url, admin);
    await setUpSecondFactor(ask, account.email);
    const reset = (by: Session, userId: string) => refusal(by.client.resetSecondFactor({ params: { userId } }));
    expect(await reset(hodFinance, account.id)).toBe("403 forbidden");
    expect(await reset(finance, account.id)).toBe("404 not_found");
    expect(await reset(itHead, await idOf(admin))).toBe("403 forbidden");
    expect(await reset(admin, randomUUID())).toBe("404 not_found");
    await expect(signIn(url, account.email, ownPassword)).rejects.toThrow();
  });
});

describe("administrators", () => {
  test("the last one can be neither disabled nor demoted", async () => {
    const id = await idOf(admin);
    expect(await refusal(disable(admin, id))).toBe("409 last_admin");
    expect(await refusal(change(admin, id, { role: "user", department: "it" }))).toBe("409 last_admin");
    const second = await newcomer(url, admin, { role: "admin", department: null });
    await disable(admin, second.account.id);
    expect(await refusal(disable(admin, id))).toBe("409 last_admin");
    await change(admin, second.account.id, { role: "user", department: "it" });
  });

  test("of two that remove each other at the same moment, one stays", async () => {
    const rival = await newcomer(url, admin, { role: "admin", department: null });
    const ids = { admin: await idOf(admin), rival: rival.account.id };
    for (let round = 0; round < 8; round++) {
      const ends = await Promise.allSettled([disable(admin, ids.rival), disable(rival.session, ids.admin)]);
      expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const [stays, gone] = ends[0].status === "fulfilled" ? [admin, ids.rival] : ([rival.session, ids.admin] as const);
      expect(await refusal(disable(stays, await idOf(stays)))).toBe("409 last_admin");
      await change(stays, gone, { disabled: false });
    }
    await disable(admin, ids.rival);
  });
});

describe("the work of somebody who leaves it", () => {
  const heldBy = async (technician: Session) => {
    const tickets = [await raise(finance, "other"), await raise(finance, "other"), await raise(finance, "other")];
    for (const { id } of tickets) await assign(itHead, id, technician);
    const [, started, done] = tickets.map(({ id }) => id);
    await move(technician, started ?? "", "in_progress");
    await move(technician, done ?? "", "in_progress");
    await move(technician, done ?? "", "resolved", "Done");
    return tickets.map(({ id }) => id) as [string, string, string];
  };

  test.each([
    ["disabled", { disabled: true }, "disabled"],
    ["another role", { role: "user" }, "other_role"],
    ["another department", { department: "engineering" }, "other_department"],
  ] as const)("goes back to the queue: %s", async (_, edit, reason) => {
    const { account, session } = await newcomer(url, admin, { role: "technician", department: "it" });
    const [waiting, started, done] = await heldBy(session);
    await change(itHead, account.id, edit);
    for (const id of [waiting, started]) {
      expect((await reach(admin, id, "open")).assignee).toBeNull();
      const left = (await historyOf(finance, id)).filter(({ type }) => type === "TicketUnassigned");
      expect(left).toMatchObject([{ previous: { id: account.id }, reason, by: { id: "system" } }]);
    }
    expect(await ticketOf(admin, done)).toMatchObject({ status: "resolved", assignee: { id: account.id } });
    await move(finance, done, "in_progress", "It is broken again");
    expect((await reach(admin, done, "open")).assignee).toBeNull();
    await assign(itHead, waiting, ana);
  });

  test("goes back as approved where it was approved", async () => {
    const { account, session } = await newcomer(url, admin, { role: "technician", department: "it" });
    await putCategory("approved-work", ["it_head"]);
    const { id } = await raise(finance, "approved-work");
    await decide(itHead, id, "it_head", "approve");
    await reach(admin, id, "approved");
    await assign(itHead, id, session);
    await disable(admin, account.id);
    await reach(admin, id, "approved");
  });

  test("assigned at the same moment as they are disabled, no ticket stays with them", async () => {
    const { account, session } = await newcomer(url, admin, { role: "technician", department: "it" });
    const tickets = await Promise.all(Array.from({ length: 8 }, () => raise(finance, "other")));
    const assigning = tickets.map(({ id }) => assign(itHead, id, session).catch(() => null));
    await disable(admin, account.id);
    await Promise.all(assigning);
    for (const { id } of tickets) expect((await reach(admin, id, "open")).assignee).toBeNull();
  });

  test("a head of department: what waits for them is asked of the admins, and of the next head when there is one", async () => {
    const { account } = await departmentWithHead("heads");
    const { session: user } = await newcomer(url, admin, { department: "heads" });
    const { id } = await raise(user);
    const asked = async (times: number) =>
      (
        await until(
          async () => (await historyOf(user, id)).filter(({ type }) => type === "ApprovalRequested"),
          ({ length }) => length === times,
          `${id} asked ${times} times`,
        )
      ).at(-1)?.askedOf;
    expect(await asked(1)).toBe("hod");
    const { warnings } = await disable(admin, account.id);
    expect(warnings).toEqual([expect.stringContaining("Department heads has no head")]);
    expect(await asked(2)).toBe("admin");
    const next = await newcomer(url, admin, { role: "hod", department: "heads" });
    expect(await asked(3)).toBe("hod");
    await decide(next.session, id, "hod", "approve");
    await reach(user, id, "pending_it_head_approval");
  });
});

describe("categories and departments", () => {
  test("take stages in any order; a ticket goes through them as it was raised", async () => {
    expect(await putCategory("it-first", ["it_head", "hod"])).toMatchObject({ approvals: ["it_head", "hod"] });
    const { id } = await raise(finance, "it-first");
    await putCategory("it-first", []);
    await reach(finance, id, "pending_it_head_approval");
    await decide(itHead, id, "it_head", "approve");
    await reach(finance, id, "pending_hod_approval");
    await decide(hodFinance, id, "hod", "approve");
    await reach(finance, id, "approved");
  });

  test("retired, a category takes no new tickets, a department no new accounts; both can come back", async () => {
    await putCategory("fax", []);
    await putDepartment("telex", "Telex");
    await putCategory("fax", [], false);
    await putDepartment("telex", "Telex", false);
    expect(await refusal(raise(finance, "fax"))).toBe("422 invalid");
    expect(await refusal(invite(admin, { department: "telex" }))).toBe("422 invalid");
    expect(await refusal(change(admin, await idOf(finance), { department: "telex" }))).toBe("422 invalid");
    const listed = (await finance.client.listCategories({})).body.items.find(({ id }) => id === "fax");
    expect(listed?.active).toBe(false);
    await putCategory("fax", []);
    await raise(finance, "fax");
  });

  test("that nobody could decide on are answered with a warning", async () => {
    expect((await putCategory("plain", [])).warnings).toEqual([]);
    expect((await putDepartment("headless", "Headless")).warnings).toEqual([
      expect.stringContaining("Headless has no head"),
    ]);
    expect((await putCategory("heads-only", ["hod"])).warnings).toContainEqual(
      expect.stringContaining("Headless has no head"),
    );
    expect((await putCategory("it-only", ["it_head"])).warnings).toEqual([]);
    expect((await putDepartment("headless", "Headless", false)).warnings).toEqual([]);
  });

  test("are written by admins only, under ids that are slugs, naming each stage once", async () => {
    for (const by of [finance, ana, hodFinance, itHead]) {
      const body = { name: "X", active: true };
      expect(await refusal(by.client.putDepartment({ params: { departmentId: "x" }, body }))).toBe("403 forbidden");
      const category = { params: { categoryId: "x" }, body: { ...body, approvals: [] } };
      expect(await refusal(by.client.putCategory(category))).toBe("403 forbidden");
    }
    expect(await refusal(putDepartment("No slug", "X"))).toBe("404 not_found");
    expect(await refusal(putCategory("twice", ["hod", "hod"]))).toBe("422 invalid");
  });
});

describe("the audit trail", () => {
  test("is read by admins only", async () => {
    for (const by of [finance, ana, hodFinance, itHead])
      expect(await refusal(by.client.listAudit({ query: {} }))).toBe("403 forbidden");
  });

  test("in pages shows each change once, newest first, whole or narrowed", async () => {
    await putDepartment("audited", "Audited");
    await putDepartment("audited", "Audited again");
    await putDepartment("audited", "Audited again");
    const person = await idOf(itHead);
    const kinds: (AuditKind | undefined)[] = [undefined, "AccountCreated", "DepartmentChanged"];
    for (const query of [...kinds.map((kind) => ({ kind })), { person }, { person, kind: "AccountChanged" as const }]) {
      const all = await audit(query);
      const seen: typeof all = [];
      for (let cursor: string | undefined, more = true; more && seen.length < 100; more = cursor !== undefined) {
        const { body } = await admin.client.listAudit({ query: { ...query, limit: 7, cursor } });
        seen.push(...body.items);
        cursor = body.nextCursor ?? undefined;
      }
      expect(all.length).toBeGreaterThan(0);
      expect(seen.slice(0, all.length).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      expect(all.map(({ at }) => at)).toEqual(
        all
          .map(({ at }) => at)
          .sort()
          .reverse(),
      );
      for (const { kind, by, about } of all) {
        if (query.kind) expect(kind).toBe(query.kind);
        if ("person" in query) expect([by.id, about.id]).toContain(person);
      }
    }
    const ofDepartment = (await audit({ kind: "DepartmentChanged" })).filter(({ about }) => about.id === "audited");
    expect(ofDepartment).toMatchObject([{ before: { name: "Audited" }, after: { name: "Audited again" } }]);
  });
});
