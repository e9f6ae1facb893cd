import { describe, expect, test } from "vitest";
import { type Account, changeOwn, type Role, roles } from "../../functions/domain/account.ts";
import { type Listed, listable, mayRead, mustBeAdmin } from "../../functions/domain/accountAccess.ts";
import {
  type AccountEdit,
  changeAccount,
  createAccount,
  draftAccount,
  removeSecondFactor,
  resetPassword,
} from "../../functions/domain/administration.ts";
import { putCategory, putDepartment } from "../../functions/domain/catalogue.ts";
import type { Category, Department } from "../../functions/domain/category.ts";
import { erase } from "../../functions/domain/erasure.ts";
import { gaps, newGaps, warningsOf } from "../../functions/domain/gaps.ts";
import { act, at, person } from "./people.ts";

const finance: Department = { id: "finance", name: "Finance", active: true };
const retired: Department = { id: "typing", name: "Typing pool", active: false };
const around = (department: Department | null = finance, admins: string[] = ["one", "two"], texted: string[] = []) => ({
  department,
  admins,
  texted,
});

/** "done", or the code and place that it was refused with. */
function outcome(run: () => unknown): string {
  try {
    run();
    return "done";
  } catch (error) {
    const { code, faults } = error as { code: string; faults?: { pointer: string }[] };
    return [code, ...(faults ?? []).map(({ pointer }) => pointer)].join(" ");
  }
}

/** How an account stands to another. */
type Tie = "self" | "department" | "other";
const ties: Tie[] = ["self", "department", "other"];
const tied = (actor: Account, role: Role, tie: Tie): Account => {
  if (tie === "self") return actor;
  return person(role, tie === "department" ? actor.department : "elsewhere", "somebody");
};
const cells = roles.flatMap((actor) => ties.flatMap((tie) => roles.map((role) => ({ actor, tie, role }))));
/** Nobody is themselves in another role, and an admin has no department to share. */
const possible = cells.filter(({ actor, tie, role }) =>
  tie === "self" ? actor === role : tie === "other" || (actor !== "admin" && role !== "admin"),
);

describe("reading accounts", () => {
  const may: Record<Role, Tie[]> = {
    user: ["self"],
    technician: ["self"],
    hod: ["self", "department"],
    it_head: ties,
    admin: ties,
  };
  const readings = possible.map((one) => ({ ...one, verb: may[one.actor].includes(one.tie) ? "may" : "may not" }));
  test.each(readings)("$actor $verb read an account of the role $role: $tie", ({ actor, tie, role, verb }) => {
    const by = person(actor);
    expect(mayRead(by, tied(by, role, tie))).toBe(verb === "may");
  });

  const finance = { department: "finance" };
  const lists: [role: Role, asked: string | undefined, shown: Listed][] = [
    ["hod", undefined, finance],
    ["hod", "finance", finance],
    ["hod", "it", "nobody"],
    ["it_head", undefined, "everybody"],
    ["it_head", "finance", finance],
    ["admin", undefined, "everybody"],
    ["admin", "it", { department: "it" }],
  ];
  test.each(lists)("who lists accounts as %s, of the department %s, is shown %o", (role, asked, shown) => {
    expect(listable(person(role), asked)).toEqual(shown);
  });
  test("a head without a department lists nobody", () => {
    expect(listable({ ...person("hod"), department: null }, undefined)).toBe("nobody");
  });
  test.each(["user", "technician"] as const)("a %s lists nobody, not even themselves", (role) => {
    for (const asked of [undefined, "finance"]) expect(outcome(() => listable(person(role), asked))).toBe("forbidden");
  });
});

describe("creating accounts", () => {
  const may: Record<Role, Role[]> = {
    user: [],
    technician: [],
    hod: ["user"],
    it_head: ["user", "technician"],
    admin: [...roles],
  };
  const wanted = (role: Role, department = role === "admin" ? null : "finance") => ({
    email: "new@example.com",
    name: "New",
    role,
    department,
  });

  const pairs = roles.flatMap((actor) => roles.map((role) => ({ actor, role })));
  test.each(pairs)("$actor makes an account of the role $role", ({ actor, role }) => {
    const made = () => draftAccount(wanted(role), around(), person(actor), at);
    expect(outcome(made)).toBe(may[actor].includes(role) ? "done" : "forbidden");
  });

  test("a head of department makes none in another", () => {
    const it: Department = { id: "it", name: "IT", active: true };
    expect(outcome(() => draftAccount(wanted("user", "it"), around(it), person("hod"), at))).toBe("forbidden");
    expect(outcome(() => draftAccount(wanted("user", "it"), around(it), person("it_head"), at))).toBe("done");
  });

  const misfits: [why: string, role: Role, department: string | null, found: Department | null][] = [
    ["a department that is not there", "user", "nowhere", null],
    ["a retired department", "user", "typing", retired],
    ["no department", "technician", null, null],
    ["an admin with a department", "admin", "finance", finance],
  ];
  test.each(misfits)("%s is refused", (_, role, department, found) => {
    const draft = () => draftAccount({ ...wanted(role), department }, around(found), person("admin"), at);
    expect(outcome(draft)).toBe("invalid /department");
  });

  test("has not moved until its department changes, and has ever after", () => {
    const admin = person("admin");
    const edit = (account: Account, department: string, more = {}) =>
      changeAccount(account, { department, ...more }, around({ ...finance, id: department }), admin, act(admin)).after;
    const made = createAccount(draftAccount(wanted("user"), around(), admin, at), "the-id", act(admin)).after;
    expect([made, edit(made, "finance", { role: "hod" })]).toMatchObject([{ neverMoved: true }, { neverMoved: true }]);
    const moved = edit(made, "it");
    expect([moved, edit(moved, "finance")].map((account) => "neverMoved" in account)).toEqual([false, false]);
  });

  test("is an audit event that says what was made", () => {
    const admin = person("admin");
    const draft = draftAccount(wanted("user"), around(), admin, at);
    const { after, audit } = createAccount(draft, "the-id", act(admin));
    expect(after).toMatchObject({ id: "the-id", email: "new@example.com", disabled: false, phone: null });
    expect(audit).toEqual({
      kind: "AccountCreated",
      about: { type: "account", id: "the-id", name: "New" },
      before: null,
      after: { ...wanted("user"), phone: null, disabled: false },
      by: { id: admin.id, name: admin.name },
      at,
    });
  });
});

describe("changing accounts", () => {
  const rights: Record<string, AccountEdit> = {
    role: { role: "user" },
    department: { department: "finance" },
    disabled: { disabled: true },
  };
  const own: Record<string, AccountEdit> = { name: { name: "Other" }, phone: { phone: "+4915100000000" } };
  const fields = { ...rights, ...own };

  /** What the row of the design says: the roles that an actor may change, and everybody their own name and phone. */
  const may: Record<Role, Role[]> = {
    user: [],
    technician: [],
    hod: [],
    it_head: ["user", "technician"],
    admin: [...roles],
  };
  const expected = (actor: Role, tie: Tie, role: Role, field: string): string => {
    const readable = { user: ["self"], technician: ["self"], hod: ["self", "department"], it_head: ties, admin: ties };
    if (!readable[actor].includes(tie)) return "not_found";
    if (may[actor].includes(role)) return "done";
    return tie === "self" && field in own ? "done" : "forbidden";
  };

  test.each(possible)("$actor, $tie, an account of the role $role, each field", ({ actor, tie, role }) => {
    const by = person(actor);
    const account = tied(by, role, tie);
    for (const [field, edit] of Object.entries(fields)) {
      // Between being an admin and not lies a department: that has a test of its own.
      if (account.role === "admin" && (field === "role" || field === "department")) continue;
      const change = () => changeAccount(account, edit, around({ ...finance }), by, act(by));
      expect(outcome(change), field).toBe(expected(actor, tie, role, field));
    }
  });

  test.each(possible)("$actor, $tie, the password of a $role", ({ actor, tie, role }) => {
    const by = person(actor);
    const reset = () => resetPassword(tied(by, role, tie), true, by, act(by));
    expect(outcome(reset)).toBe(expected(actor, tie, role, "password"));
  });

  test.each(possible)("$actor, $tie, the lost second factor of a $role", ({ actor, tie, role }) => {
    const by = person(actor);
    const remove = () => removeSecondFactor(tied(by, role, tie), true, by, act(by));
    expect(outcome(remove)).toBe(expected(actor, tie, role, "second factor"));
  });

  const promotions = roles.flatMap((from) => roles.map((to) => ({ from, to })));
  test.each(promotions)("an IT head makes a $to of a $from", ({ from, to }) => {
    const by = person("it_head");
    const edit: AccountEdit = { role: to, ...(from === "admin" && { department: "finance" }) };
    const within = ["user", "technician"].includes(from) && ["user", "technician"].includes(to);
    const change = () => changeAccount(person(from, "finance", "somebody"), edit, around(), by, act(by));
    expect(outcome(change)).toBe(within ? "done" : "forbidden");
  });

  test.each(roles.filter((role) => role !== "admin"))("nobody raises their own rights: %s", (role) => {
    const by = person(role);
    for (const to of roles.filter((one) => one !== role)) {
      expect(outcome(() => changeAccount(by, { role: to }, around(), by, act(by)))).toBe("forbidden");
    }
    const move = () => changeAccount(by, { department: "it" }, around({ ...finance, id: "it" }), by, act(by));
    expect(outcome(move)).toBe("forbidden");
  });

  test("an account that is not there looks like one that may not be read", () => {
    const by = person("hod");
    expect(outcome(() => changeAccount(null, {}, around(), by, act(by)))).toBe("not_found");
  });

  test("is an audit event with before and after, or nothing where nothing changes", () => {
    const by = person("admin");
    const account = person("user");
    const { after, audit } = changeAccount(account, { role: "technician" }, around(), by, act(by));
    expect(after).toEqual({ ...account, role: "technician" });
    expect(audit).toMatchObject({ kind: "AccountChanged", before: { role: "user" }, after: { role: "technician" } });
    expect(changeAccount(account, { role: "user", phone: null }, around(), by, act(by)).audit).toBeNull();
    expect(changeAccount(account, {}, around(), by, act(by)).audit).toBeNull();
  });

  test("a second factor that is not there is not removed", () => {
    const by = person("admin");
    expect(outcome(() => removeSecondFactor(person("user"), false, by, act(by)))).toBe("invalid");
  });

  test("the password of a disabled account is not reset", () => {
    const by = person("admin");
    expect(outcome(() => resetPassword({ ...person("user"), disabled: true }, true, by, act(by)))).toBe("invalid");
  });

  test("the password of somebody whom the user pool has lost is not reset", () => {
    const by = person("admin");
    expect(outcome(() => resetPassword(person("user"), false, by, act(by)))).toBe("invalid");
  });

  describe("and departments", () => {
    const by = person("admin");
    const change = (account: Account, edit: AccountEdit, found: Department | null) =>
      changeAccount(account, edit, around(found), by, act(by)).after;

    test("whoever becomes an admin leaves theirs", () => {
      expect(change(person("hod"), { role: "admin" }, null).department).toBeNull();
    });
    test("whoever is an admin no more needs one", () => {
      const admin = person("admin", null, "second");
      expect(outcome(() => change(admin, { role: "hod" }, null))).toBe("invalid /department");
      expect(change(admin, { role: "hod", department: "finance" }, finance)).toMatchObject({ department: "finance" });
    });
    const refused: [why: string, account: Account, edit: AccountEdit, found: Department | null][] = [
      ["none", person("user"), { department: null }, null],
      ["one that is not there", person("user"), { department: "nowhere" }, null],
      ["a retired one", person("user"), { department: "typing" }, retired],
      ["one for an admin", person("admin"), { department: "finance" }, finance],
      ["one for a new admin", person("user"), { role: "admin", department: "it" }, finance],
    ];
    test.each(refused)("%s is refused", (_, account, edit, found) => {
      expect(outcome(() => change(account, edit, found))).toBe("invalid /department");
    });
    test("whoever is in a retired one stays there", () => {
      expect(outcome(() => change(person("user", "typing"), { role: "technician" }, null))).toBe("done");
    });
  });

  test("of somebody who was erased stays disabled: no approval is asked of a head who is nobody", () => {
    const by = person("admin");
    const disabled = { ...person("hod"), disabled: true };
    const change = (account: Account, edit: AccountEdit) => () => changeAccount(account, edit, around(), by, act(by));
    expect(outcome(change(disabled, { disabled: false }))).toBe("done");
    expect(outcome(change(erase(disabled), { disabled: false }))).toBe("invalid /disabled");
    expect(outcome(change(erase(disabled), { role: "user" }))).toBe("done");
  });

  describe("the last enabled admin", () => {
    const last = person("admin", null, "last");
    const edits: [how: string, edit: AccountEdit][] = [
      ["disabled", { disabled: true }],
      ["demoted", { role: "user", department: "finance" }],
    ];
    test.each(edits)("cannot be %s, by themselves either", (_, edit) => {
      for (const by of [last, person("admin", null, "other")]) {
        const change = (admins: string[]) => () => changeAccount(last, edit, around(finance, admins), by, act(by));
        expect(outcome(change([last.id]))).toBe("last_admin");
        expect(outcome(change([last.id, "another"]))).toBe("done");
      }
    });
    test("can be renamed, and one who is disabled already can be demoted", () => {
      const by = person("admin");
      const change = (account: Account, edit: AccountEdit) => () =>
        changeAccount(account, edit, around(finance, [last.id]), by, act(by));
      expect(outcome(change(last, { name: "Still here" }))).toBe("done");
      expect(outcome(change({ ...last, disabled: true }, { role: "user", department: "finance" }))).toBe("done");
    });
  });
});

test("of one's own account, what is left out stays, and a phone can be taken away", () => {
  const account = { ...person("user"), phone: "+4915100000000" };
  expect(changeOwn(account, {}, [])).toEqual(account);
  expect(changeOwn(account, { name: "New" }, [])).toEqual({ ...account, name: "New" });
  expect(changeOwn(account, { phone: null }, [])).toEqual({ ...account, phone: null });
});

describe("where SMS go to some countries only", () => {
  const texted = ["+49", "+1212"];
  const abroad = "+12135550100";
  const by = person("admin");
  const entered = (phone: string | null) => [
    outcome(() => changeOwn(person("user"), { phone }, texted)),
    outcome(() => draftAccount({ ...person("user"), phone }, around(finance, [], texted), by, at)),
    outcome(() => changeAccount(person("user"), { phone }, around(finance, [], texted), by, act(by))),
  ];

  test("nobody enters a number of another, for themselves or for somebody else", () => {
    expect(entered(abroad)).toEqual(["invalid /phone", "invalid /phone", "invalid /phone"]);
    expect(entered("+4915100000000")).toEqual(["done", "done", "done"]);
    expect(entered("+12125550100")).toEqual(["done", "done", "done"]);
    expect(entered(null)).toEqual(["done", "done", "done"]);
  });

  test("one that somebody has already stays while other things change", () => {
    const account = { ...person("user"), phone: abroad };
    expect(changeOwn(account, { name: "New", phone: abroad }, texted).phone).toBe(abroad);
    const { after } = changeAccount(account, { name: "New" }, around(finance, [], texted), by, act(by));
    expect(after).toMatchObject({ name: "New", phone: abroad });
  });
});

describe("the catalogue", () => {
  const upgrade: Category = { id: "upgrade", name: "Upgrade", approvals: ["hod", "it_head"], active: true };
  const changedCategory: Category = { ...upgrade, approvals: ["it_head", "hod"] };

  test.each(roles)("is written, and the audit trail read, by admins only: %s", (role) => {
    const by = person(role);
    const expected = role === "admin" ? "done" : "forbidden";
    expect(outcome(() => putCategory(null, upgrade, by, act(by)))).toBe(expected);
    expect(outcome(() => putDepartment(null, finance, by, act(by)))).toBe(expected);
    expect(outcome(() => mustBeAdmin(by))).toBe(expected);
  });

  test("each change is an audit event with before and after; the same again is none", () => {
    const by = person("admin");
    const kinds = [
      putCategory(null, upgrade, by, act(by)),
      putCategory(upgrade, changedCategory, by, act(by)),
      putCategory(upgrade, { ...upgrade, active: false }, by, act(by)),
      putCategory(upgrade, { ...upgrade }, by, act(by)),
      putDepartment(null, finance, by, act(by)),
      putDepartment(finance, { ...finance, active: false }, by, act(by)),
      putDepartment(finance, { ...finance }, by, act(by)),
    ].map(({ audit }) => audit && [audit.kind, audit.before !== null]);
    expect(kinds).toEqual([
      ["CategoryAdded", false],
      ["CategoryChanged", true],
      ["CategoryChanged", true],
      null,
      ["DepartmentAdded", false],
      ["DepartmentChanged", true],
      null,
    ]);
  });
});

describe("what nobody holds the role for", () => {
  const category = (approvals: Category["approvals"], active = true): Category => ({
    ...{ id: "c", name: "C", approvals, active },
  });
  const found = (categories: Category[], people: Account[], departments = [finance]) =>
    gaps({ categories, departments, people });
  const head = person("hod");
  const itHead = person("it_head", "it");

  test.each([
    ["nothing is asked", [category([])], [], []],
    ["somebody is there for each", [category(["hod", "it_head"])], [head, itHead], []],
    ["there is no IT head", [category(["it_head"])], [head], ["There is no IT head"]],
    ["a department has no head", [category(["hod"])], [person("hod", "it")], ["Finance has no head"]],
    ["its head is disabled", [category(["hod"])], [{ ...head, disabled: true }], ["Finance has no head"]],
    ["only a retired category asks", [category(["hod"], false)], [], []],
  ] as [string, Category[], Account[], string[]][])("%s", (_, categories, people, expected) => {
    expect(found(categories, people).map((gap) => gap.split(":")[0])).toEqual(expected);
  });
  test("a retired department needs no head", () => {
    expect(found([category(["hod"])], [], [retired])).toEqual([]);
  });
  test("a change is told of the gaps that it makes, not of those that were there", () => {
    const before = { categories: [category(["hod", "it_head"])], departments: [finance], people: [head] };
    expect(newGaps(before, { ...before, people: [] }).map((gap) => gap.split(":")[0])).toEqual(["Finance has no head"]);
    const disabled = { before: head, after: { ...head, disabled: true }, audit: null };
    expect(warningsOf.account(disabled, before)).toEqual([expect.stringContaining("Finance has no head")]);
    expect(warningsOf.account({ ...disabled, after: { ...head, name: "New" } }, before)).toEqual([]);
    const brought = { before: null, after: finance, audit: null };
    expect(warningsOf.department(brought, { ...before, people: [] })).toEqual([
      expect.stringContaining("Finance has no head"),
    ]);
  });
});
