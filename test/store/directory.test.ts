import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Account, roles } from "../../functions/domain/account.ts";
import { defaultPreferences } from "../../functions/domain/preferences.ts";
import type { DirectoryQuery } from "../../functions/store/lists/directory.ts";
import { startStill } from "./engines.ts";

const engines = await startStill({}, { people: false });
afterAll(() => engines.stop());
const { dynamo } = await import("../../functions/store/client.ts");
const { accountItem } = await import("../../functions/store/tableItems.ts");
const { listPeople } = await import("../../functions/store/lists/directory.ts");

const firsts = ["Ana", "Bob", "Chloé", "Dmitri", "Émile", "Fatou", "Gül", "Hana", "Ivo", "Jürgen"];
/** Some have a first name for their last, which may begin as their first name or their e-mail does. */
const lasts = [" Ana", " Bob"];
const departments = ["crowd", "finance", "crowd-2"];
const letters = "abcdefghij";
const crowd = 1200;
const accounts = Array.from({ length: crowd }, (_, i): Account => {
  const role = roles[i % 37 === 0 ? 1 + (i % 3) : 4] ?? "user";
  return {
    id: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
    email: `${letters[i % 10]}.${i}@crowd.example`,
    name: `${firsts[i % 7]} ${i}${lasts[i % 11] ?? ""}`,
    ...{ role, department: departments[i % 3] ?? "crowd", phone: null, disabled: false },
    ...{ notifications: defaultPreferences, createdAt: "2026-01-01T00:00:00.000Z" },
  };
});

let read = 0;
beforeAll(async () => {
  for (let from = 0; from < crowd; from += 25) {
    const puts = accounts.slice(from, from + 25).map((one) => ({ PutRequest: { Item: accountItem(one) } }));
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [engines.tableName]: puts } }));
  }
  dynamo.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      read += (result.output as { ScannedCount?: number }).ScannedCount ?? 0;
      return result;
    },
    { step: "initialize", name: "count" },
  );
});

type Asked = Omit<DirectoryQuery, "limit"> & { department?: string };
const queries: [what: string, asked: Asked, mostRead: number][] = [
  ["everybody", {}, 80],
  ["a department", { department: "crowd" }, 130],
  ["a role", { role: "user" }, 30],
  ["a role in a department", { department: "crowd", role: "hod" }, 30],
  ["a beginning that many share", { q: "a" }, 3 * 4 * 17],
  ["a beginning that one has", { q: "chloe 23" }, 60],
  ["a last name, as the beginning of some", { q: "23" }, 30],
  ["a last name before the first", { q: "233 chl" }, 30],
  ["nobody", { q: "zzz" }, 0],
];
const list = ({ department, ...query }: Asked, limit: number, after: string | null = null) =>
  listPeople(department === undefined ? "everybody" : { department }, { ...query, limit }, after);

describe("a page of the directory", () => {
  test.each(queries)("of %s reads about as much as it shows, and not the table", async (_, query, mostRead) => {
    read = 0;
    await list(query, 25);
    expect(read).toBeLessThanOrEqual(mostRead);
  });

  test("shows nobody to who may see nobody", async () => {
    expect(await listPeople("nobody", { limit: 25 }, null)).toEqual({ items: [], next: null });
  });

  /** What somebody is found by: name, last name first, e-mail. */
  const textsOf = ({ name, email }: Account) => {
    const plain = name.replace("é", "e").replace("É", "E").replace("ü", "u").toLowerCase();
    return [plain, plain.replace(/^(.*) (.*)$/, "$2 $1"), email];
  };
  const matches = (one: Account, { q, role, department }: Asked) => {
    const found = !q || textsOf(one).some((text) => text.startsWith(q));
    return found && (!role || one.role === role) && (department === undefined || one.department === department);
  };
  const placeOf = (one: Account, { q = "", role, department }: Asked) => {
    const text = `${textsOf(one).find((text) => text.startsWith(q))}#${one.id}`;
    return !q && (role || department) ? `${one.department}#${text}` : text;
  };
  const searches: [string, Asked][] = [
    ["a beginning in a department", { department: "crowd-2", q: "c" }],
    ["a beginning in a role in a department", { department: "crowd", q: "a", role: "hod" }],
    ["a beginning in a role", { q: "e", role: "hod" }],
  ];
  test.each([...queries.map(([what, query]) => [what, query] as const), ...searches])(
    "after the other shows each of %s once and in order, where the first of name, last name and e-mail puts it",
    async (_, query) => {
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; more = after !== null) {
        const page = await list(query, 90, after);
        seen.push(...page.items.map(({ id }) => id));
        after = page.next;
      }
      const ours = seen.filter((id) => id.startsWith("00000000-"));
      const wanted = accounts
        .filter((one) => matches(one, query))
        .map((one) => ({ ...one, place: placeOf(one, query) }));
      const inOrder = wanted.toSorted((one, other) => (one.place < other.place ? -1 : 1));
      expect(ours).toEqual(inOrder.map(({ id }) => id));
    },
  );
});
