import { randomUUID } from "node:crypto";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sizeOf } from "../../bench/hotKeys/hotKeysUnits.ts";
import { can } from "../../functions/domain/access.ts";
import type { Account } from "../../functions/domain/account.ts";
import { edit } from "../../functions/domain/edit.ts";
import type { TicketEvent } from "../../functions/domain/event.ts";
import { type Described, type Priority, priorities, type Status, type Ticket } from "../../functions/domain/ticket.ts";
import { holds, wantedBy, wordsOf } from "../../functions/domain/words.ts";
import type { Sort } from "../../functions/store/lists/ticketLists.ts";
import type { SearchQuery } from "../../functions/store/search/search.ts";
import { act, admin, itHead, person, raised, technician } from "../domain/people.ts";
import { startStill } from "./engines.ts";

const engines = await startStill();
afterAll(() => engines.stop());
const { dynamo } = await import("../../functions/store/client.ts");
const { keys, partitions } = await import("../../functions/store/table.ts");
const { countedItem, ticketItem } = await import("../../functions/store/tableItems.ts");
const { wordItems, writeWords } = await import("../../functions/store/search/words.ts");
const { findTickets } = await import("../../functions/store/search/search.ts");
const { commit, findDescribed } = await import("../../functions/store/tickets.ts");
const { readItems } = await import("../../functions/store/items.ts");
const { readPage } = await import("../../functions/store/lists/lists.ts");
const indexWords = (await import("../../functions/events/indexWords.ts")).handler;

const people = [
  person("user", "finance", "Nina Newman"),
  person("user", "it", "Émile"),
  person("hod", "finance", "Hod"),
];
const [nina, emile, hod] = people as [Account, Account, Account];
const nouns = ["printer", "printers", "print", "VPN", "账号无法登录", "ERR-1234", "Straße", "принтер"];
const statuses: Status[] = ["open", "assigned", "closed"];
const crowd = 500;

const all = Array.from({ length: crowd }, (_, i): Described => {
  const by = people[i % 3] ?? nina;
  const { id, name } = i % 5 === 0 ? technician : emile;
  const assignee = i % 3 < 2 && i % 5 < 2 ? { id, name } : null;
  const ticket = {
    ...raised([], by),
    id: `T-${i.toString(32).padStart(7, "0").toUpperCase().replace("U", "Z").replace(/[ILO]/g, "X")}`,
    title: `${nouns[i % nouns.length]} ${nouns[(i * 7) % 5]}`,
    status: statuses[i % 3] ?? "open",
    priority: priorities[i % 4] as Priority,
    createdAt: new Date(Date.UTC(2026, 0, 1) + ((i * 7919) % crowd) * 60_000).toISOString(),
    updatedAt: new Date(Date.UTC(2026, 1, 1) + ((i * 7907) % crowd) * 60_000).toISOString(),
    assignee,
  };
  const text = `number n${i}x of all; ${i % 50 === 0 ? "rare" : "usual"} ${"word ".repeat(i % 4)}${nouns[(i * 3) % 8]}`;
  return { ticket, description: text };
}).filter((one, index, others) => others.findIndex(({ ticket }) => ticket.id === one.ticket.id) === index);
const tickets = all.map(({ ticket }) => ticket);
const words = new Map(all.map((one) => [one.ticket.id, wordsOf(one)]));
/** The first event of a ticket, as far as a search looks at it. */
const toldBy = ({ ticket, description }: Described) => ({
  ...{ item: "Event", ...keys.event(ticket.id, 1) },
  ...{ type: "TicketRaised", description },
});

let calls: { operation: string; items: number }[] = [];
beforeAll(async () => {
  for (let from = 0; from < all.length; from += 8) {
    const some = all.slice(from, from + 8);
    const items = some.flatMap((one) => [ticketItem(one.ticket), toldBy(one), countedItem(one.ticket, 1)]);
    const puts = items.map((Item) => ({ PutRequest: { Item } }));
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [engines.tableName]: puts } }));
    await Promise.all(some.map((one) => writeWords(one, [])));
  }
  dynamo.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const result = await next(args);
        const { ScannedCount = 0 } = result.output as { ScannedCount?: number };
        const { RequestItems } = args.input as { RequestItems?: Record<string, { Keys?: unknown[] }> };
        const asked = RequestItems?.[engines.tableName]?.Keys?.length ?? 0;
        calls.push({ operation: commandName, items: ScannedCount + asked });
        return result;
      },
    { step: "initialize", name: "count" },
  );
}, 120_000);

/** All hits, page by page; what each page has asked of the table is looked at. */
async function everything(
  account: Account,
  query: Omit<SearchQuery, "limit">,
  limit = 25,
  lookAt: (made: typeof calls) => void = () => {},
): Promise<string[]> {
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; more = after !== null) {
    calls = [];
    const page = await findTickets(account, { ...query, limit }, after);
    lookAt(calls);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
  }
  return seen;
}

/** A page reads no more than this, however many tickets there are: in two steps, in each tickets and what they describe. */
function expectBounded(made: typeof calls): void {
  expect(made.filter(({ operation }) => operation.startsWith("BatchGet")).length).toBeLessThanOrEqual(2 * 2);
  const read = made.reduce((sum, { items }) => sum + items, 0);
  expect(read).toBeLessThanOrEqual(8 * 250 * partitions.all().length + 2 * 200);
}

function expected(account: Account, query: Omit<SearchQuery, "limit">): string[] {
  const wanted = wantedBy(query.q ?? "");
  const fits = (one: Ticket) =>
    holds(words.get(one.id) ?? [], wanted) &&
    can(account, "read", one) &&
    (!query.status || query.status.includes(one.status)) &&
    (!query.priority || one.priority === query.priority) &&
    (!query.department || one.department === query.department) &&
    (!query.requester || one.requester.id === query.requester) &&
    (!query.assignee || one.assignee?.id === query.assignee);
  return tickets.filter(fits).map(({ id }) => id);
}

const accounts: [string, Account][] = [
  ["a user", nina],
  ["another user", emile],
  ["a technician", { ...emile, role: "technician" }],
  ["a head who has come from another department", { ...hod, department: "it" }],
  ["an IT head", itHead],
  ["an admin", admin],
];
const queries: [string, Omit<SearchQuery, "limit">][] = [
  ["a beginning of many words", { q: "pri" }],
  ["a word", { q: "printer" }],
  ["one letter", { q: "p" }],
  ["two words", { q: "vpn print" }],
  ["a rare word beside a usual one", { q: "number rare" }],
  ["one ticket's word", { q: "n77x" }],
  ["Chinese", { q: "无法登" }],
  ["Cyrillic", { q: "принт" }],
  ["a requester's name", { q: "emile" }],
  ["a name and a word", { q: "newman err-12" }],
  ["a word and a status", { q: "printer", status: ["closed"] }],
  ["a word, two statuses and a priority", { q: "print", status: ["assigned", "closed"], priority: "high" }],
  ["a word in a department", { q: "strasse", department: "it" }],
  ["a word of a requester", { q: "vpn", requester: emile.id }],
  ["a word of an assignee", { q: "vpn", assignee: technician.id }],
  ["what nobody wrote", { q: "zebra" }],
  ["no word at all", { q: "🙂 \" '" }],
];

const narrowings: Omit<SearchQuery, "limit">[] = [
  {},
  { status: ["open", "closed"], priority: "high" },
  { requester: nina.id },
  { requester: emile.id, department: "finance" },
  { assignee: technician.id },
  { department: "finance", status: ["open"] },
];
const urgencyOf = ({ priority, status }: Ticket) => (status === "closed" ? 4 : 3 - priorities.indexOf(priority));
const orders: [Sort | undefined, (one: Ticket, other: Ticket) => number][] = [
  [undefined, (one, other) => (one.createdAt > other.createdAt ? -1 : 1)],
  ["newest", (one, other) => (one.createdAt > other.createdAt ? -1 : 1)],
  ["oldest", (one, other) => (one.createdAt < other.createdAt ? -1 : 1)],
  ["changed", (one, other) => (one.updatedAt > other.updatedAt ? -1 : 1)],
  ["urgent", (a, b) => urgencyOf(a) - urgencyOf(b) || (a.createdAt < b.createdAt ? -1 : 1)],
];

test.each(accounts)(
  "%s is listed each ticket that they may read, once and in order, however it is narrowed",
  async (_, account) => {
    for (const query of narrowings) {
      const readable = new Set(expected(account, query));
      const wanted = tickets.filter(({ id }) => readable.has(id));
      for (const [sort, order] of orders) {
        const listed = await everything(account, { ...query, sort }, 250);
        expect(listed, JSON.stringify({ sort, ...query })).toEqual(wanted.toSorted(order).map(({ id }) => id));
      }
    }
  },
);

describe.each(accounts)("%s", (_, account) => {
  test.each(queries)(
    "finds by %s each ticket that they may read, once, and each page within its bounds",
    async (_, query) => {
      const wants = wantedBy(query.q ?? "").length > 0 ? expected(account, query) : [];
      expect((await everything(account, query, 25, expectBounded)).toSorted()).toEqual(wants.toSorted());
    },
  );
});

describe("a page of a search", () => {
  test("of a word that all hold reads about as much as it shows", async () => {
    calls = [];
    const { items } = await findTickets(admin, { q: "number", limit: 25 }, null);
    expect(items).toHaveLength(25);
    const shards = partitions.all().map(() => "QueryCommand");
    const operations = calls.map(({ operation }) => operation);
    expect([
      [...shards, "BatchGetItemCommand"],
      [...shards, ...shards, "BatchGetItemCommand"],
    ]).toContainEqual(operations);
    expect(calls.reduce((sum, { items }) => sum + items, 0)).toBeLessThanOrEqual(110);
  });

  test("shows the word itself before longer ones, and of each the newest first", async () => {
    const found = await everything(admin, { q: "print" }, 10);
    const of = new Map(tickets.map((one) => [one.id, one]));
    const places = found.map((id) => {
      const ticket = of.get(id) as Ticket;
      const [word] = (words.get(id) ?? []).filter((one) => one.startsWith("print")).sort();
      return `${word}#${1e15 - Date.parse(ticket.createdAt)}`;
    });
    expect(places).toEqual(places.toSorted());
  });

  test.each([
    ["newest", ({ createdAt }: Ticket) => -Date.parse(createdAt)],
    ["oldest", ({ createdAt }: Ticket) => Date.parse(createdAt)],
    ["changed", ({ updatedAt }: Ticket) => -Date.parse(updatedAt)],
    ["urgent", urgencyOf],
  ] as const)("is put in the order %s where that is wanted", async (sort, keyOf) => {
    const { items } = await findTickets(admin, { q: "n1", sort, limit: 50 }, null); // each by a word of its own
    const keys = items.map(({ id }) => keyOf(tickets.find((one) => one.id === id) as Ticket));
    expect(items).toHaveLength(50);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  test("of a person's tickets is in one order over all pages, oldest first where that is wanted", async () => {
    const query = { q: "print", requester: nina.id, sort: "oldest" } as const;
    const [, oldestFirst] = orders.find(([sort]) => sort === "oldest") ?? expect.fail();
    const readable = new Set(expected(admin, query));
    const wanted = tickets.filter(({ id }) => readable.has(id)).toSorted(oldestFirst);
    expect(wanted.length).toBeGreaterThan(100);
    expect(await everything(admin, query, 100)).toEqual(wanted.map(({ id }) => id));
  });

  test.each([
    ["a person's tickets, of which the first hundred hold few", nina],
    ["everybody's, where the first word leads to all", admin],
  ])("finds a rare word at once among %s, and says that it was all", async (_, account) => {
    const { items, next } = await findTickets(account, { q: "number rare", limit: 25 }, null);
    expect(items.map(({ id }) => id).toSorted()).toEqual(expected(account, { q: "number rare" }).toSorted());
    expect(next).toBeNull();
  });

  test("that holds just what was found says that it was all", async () => {
    expect(await findTickets(admin, { q: "n77x", limit: 1 }, null)).toMatchObject({ items: [{}], next: null });
  });

  test("finds a ticket by its id, in any case, with and without its T, for who may read it, where it is looked for", async () => {
    const others = [{ department: "it" }, { requester: emile.id }, { assignee: admin.id }, { category: "another" }];
    const [one] = tickets.filter(({ requester }) => requester.id === nina.id);
    const id = one?.id ?? "";
    for (const q of [id, id.toLowerCase(), id.slice(2).toLowerCase(), ` ${id} `]) {
      expect(await everything(nina, { q })).toEqual([id]);
      expect(await everything(admin, { q, status: one && [one.status] })).toEqual([id]);
      expect(await everything(emile, { q })).toEqual([]);
      for (const elsewhere of [...others, { priority: one?.priority === "low" ? ("high" as const) : ("low" as const) }])
        expect(await everything(admin, { q, ...elsewhere }), JSON.stringify(elsewhere)).toEqual([]);
    }
  });
});

describe("the words of a ticket", () => {
  const told = (event: TicketEvent) => ({ Records: [{ messageId: "1", body: JSON.stringify(event) }] }) as SQSEvent;
  const fresh = async (id: string, title: string, description = "as usual") => {
    const change = { ...raised([], nina), id, title, createdAt: new Date().toISOString() };
    const { type, by, at } = { type: "TicketRaised" as const, ...act(nina) };
    const { category, priority, status } = change;
    const facts = { type, title, description, category, priority, status, stages: [], round: 1, by, at };
    return (await commit({ ticket: change, event: facts })).event;
  };
  const change = async (id: string, wanted: { title?: string; description?: string }) => {
    const found = (await findDescribed(id)) as Described;
    const edited = edit(found, wanted, nina, act(nina));
    if (!edited) throw new Error("nothing changed");
    return (await commit(edited)).event;
  };
  const finds = async (q: string) => everything(admin, { q });
  /** The words under which the table has it. */
  const wordsStored = async (id: string, letters: string) => {
    const of = [...letters].map((letter) =>
      readPage({
        sources: partitions.words(letter).map((partition) => ({ index: null, partition, prefix: letter })),
        ...{ order: "oldest", limit: 5000, after: null, filter: null },
        row: (item, position) => ({ id: position, ticket: item.id, word: position.split("#")[0] ?? "" }),
      }),
    );
    const rows = (await Promise.all(of)).flatMap(({ items }) => items);
    return rows.filter(({ ticket }) => ticket === id).map(({ word }) => word);
  };

  test("are written when it is raised, and told twice they are the same", async () => {
    const event = await fresh("T-WRDS001", "Quagga in the quarry");
    for (let time = 0; time < 2; time++) expect(await indexWords(told(event))).toEqual({ batchItemFailures: [] });
    expect(await finds("quagga quarry")).toEqual(["T-WRDS001"]);
    expect(await wordsStored("T-WRDS001", "q")).toEqual(["quagga", "quarry"]);
  });

  test("follow an edit: it is found by its new words, and not by those that are gone", async () => {
    await indexWords(told(await fresh("T-WRDS002", "Jabberwock", "jaws that bite")));
    await indexWords(told(await change("T-WRDS002", { title: "Jubjub", description: "jaws that catch" })));
    expect(await finds("jubjub catch")).toEqual(["T-WRDS002"]);
    expect(await finds("jabberwock")).toEqual([]);
    expect(await wordsStored("T-WRDS002", "j")).toEqual(["jaws", "jubjub"]);
    expect(await wordsStored("T-WRDS002", "b")).toEqual([]);
  });

  test("that are gone lead to nothing, even before the edit is told", async () => {
    await indexWords(told(await fresh("T-WRDS006", "Okapi", "ocelot")));
    await change("T-WRDS006", { description: "orca" });
    expect(await finds("ocelot")).toEqual([]);
    expect(await finds("okapi")).toEqual(["T-WRDS006"]);
  });

  test("end as the ticket is where an edit is told between reading and writing", async () => {
    const event = await fresh("T-WRDS007", "yak yam");
    let edited = false;
    dynamo.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          if (!edited && commandName.startsWith("BatchWrite")) {
            edited = true;
            await indexWords(told(await change("T-WRDS007", { title: "yam yeti" })));
          }
          return next(args);
        },
      { step: "initialize", name: "between" },
    );
    await indexWords(told(event)).finally(() => dynamo.middlewareStack.remove("between"));
    expect(await wordsStored("T-WRDS007", "y")).toEqual(["yam", "yeti"]);
  });

  test.each([
    ["in order", [0, 1, 2]],
    ["backwards", [2, 1, 0]],
    ["all at once", null],
  ])("end as the ticket is where its events are told %s", async (how, order) => {
    const id = `T-WRDS1${how.length.toString(16).toUpperCase().padStart(2, "0")}`;
    const events = [
      await fresh(id, "kiwi kale"),
      await change(id, { title: "kale koala" }),
      await change(id, { title: "koala kiwi kudu" }),
    ];
    if (order) for (const at of order) await indexWords(told(events[at] as TicketEvent));
    else await Promise.all(events.map((event) => indexWords(told(event))));
    expect(await wordsStored(id, "k")).toEqual(["kiwi", "koala", "kudu"]);
    expect(await finds("koala kudu")).toContain(id);
  });

  test("are left alone by what says nothing new", async () => {
    const event = await fresh("T-WRDS003", "Xylophone");
    await indexWords(told(event));
    calls = [];
    const changes = { priority: { from: "low", to: "high" } };
    await indexWords(told({ ...event, type: "TicketEdited", changes, restarted: null, round: 1 } as TicketEvent));
    expect(calls).toEqual([]);
  });

  test("are found all, where they are more than an item holds", async () => {
    const many = Array.from({ length: 480 }, (_, i) => `w${i}yz`).join(" ");
    await indexWords(told(await fresh("T-WRDS004", "Overlong", many)));
    expect(await finds("overlong w479yz")).toEqual(["T-WRDS004"]);
    expect(await finds("w4 w479yz overl")).toEqual(["T-WRDS004"]);
    expect(await finds("overlong w480yz")).toEqual([]);
    expect(await everything(nina, { q: "w12yz" })).toEqual(["T-WRDS004"]);
  });

  test("cost one write unit each, however long they are and however many", () => {
    const description = Array.from({ length: 480 }, (_, i) => `${"𐐨".repeat(37)}${i}`).join(" ");
    const longest = { ...nina, id: randomUUID(), department: "d".repeat(50) };
    const items = wordItems({ ticket: raised([], longest), description });
    expect(items.length).toBeGreaterThan(480);
    for (const item of items) expect(sizeOf(item)).toBeLessThanOrEqual(1024);
  });

  test("lead to it once, where many of them begin alike and are more than an item holds", async () => {
    const many = Array.from({ length: 90 }, (_, i) => `zw${i}yz`).join(" ");
    await indexWords(told(await fresh("T-WRDS008", "Many alike", many)));
    expect(await finds("zw4")).toEqual(["T-WRDS008"]);
  });
});

describe("where the table has no capacity for a part of a batch", () => {
  /** Answers for half of what the next batch asks for, as DynamoDB does. */
  function halfOf(operation: "BatchGetItem" | "BatchWriteItem", unread: "UnprocessedKeys" | "UnprocessedItems") {
    let left = 1;
    dynamo.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          const { RequestItems = {} } = args.input as { RequestItems?: Record<string, unknown> };
          if (!commandName.startsWith(operation) || left-- <= 0) return next(args);
          const asked = RequestItems[engines.tableName] as { Keys: unknown[] } | unknown[];
          const split = <T>(all: T[]) => [all.slice(0, all.length / 2), all.slice(all.length / 2)] as const;
          const [now, later] = Array.isArray(asked)
            ? split(asked)
            : split(asked.Keys).map((Keys) => ({ ...asked, Keys }));
          const input = { ...args.input, RequestItems: { [engines.tableName]: now } } as never;
          const result = await next({ ...args, input });
          return { ...result, output: { ...result.output, [unread]: { [engines.tableName]: later } } };
        },
      { step: "initialize", name: "half", priority: "high" },
    );
    return async <T>(run: Promise<T>) => {
      const answer = await run.finally(() => dynamo.middlewareStack.remove("half"));
      expect(left).toBeLessThanOrEqual(0);
      return answer;
    };
  }

  test("it is asked for the rest", async () => {
    const wanted = tickets.slice(0, 40).map(({ id }) => keys.ticket(id));
    const read = halfOf("BatchGetItem", "UnprocessedKeys");
    expect((await read(readItems(wanted, { consistent: true }))).size).toBe(40);
  });

  test("it is given the rest", async () => {
    const ticket = { ...raised([], nina), id: "T-WRDS005", title: "unicorn unicycle unison universe" };
    const write = halfOf("BatchWriteItem", "UnprocessedItems");
    await write(writeWords({ ticket, description: "united" }, []));
    const stored = await readItems(
      ["unicorn", "unicycle", "unison", "universe", "united"].map((word) => keys.word(word, ticket)),
      { consistent: true },
    );
    expect(stored.size).toBe(5);
  });
});
