import { describe, expect, test } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import type { Stage } from "../../functions/domain/category.ts";
import {
  ageingFrom,
  audienceOf,
  awaitedBy,
  countsFrom,
  firstMonthOf,
  loadOf,
  showsTechnicians,
  showsTimes,
  timesFrom,
  totalOf,
  trendFrom,
} from "../../functions/domain/dashboard.ts";
import {
  type Audience,
  added,
  contributionOf,
  daily,
  daysBefore,
  factsOf,
  minutesOf,
  onDay,
  type Sums,
  totalsOf,
  urgencyOf,
} from "../../functions/domain/tally.ts";
import { priorities, statuses, type Ticket } from "../../functions/domain/ticket.ts";
import { admin, hod, itHead, person, raised, requester, technician, ticketIn } from "./people.ts";

const today = "2026-03-02";
const sheetsOf = (ticket: Ticket, audience: Audience) =>
  contributionOf(factsOf(ticket)).filter((one) => one.audience === audience);
const sumsOf = (ticket: Ticket, audience: Audience, sheet = "totals"): Sums =>
  totalOf(
    sheetsOf(ticket, audience)
      .filter((one) => one.sheet === sheet)
      .map(({ sums }) => sums),
  );

describe("what a ticket adds to the sums", () => {
  test.each(statuses)("a ticket that is %s counts once, under its status and priority", (status) => {
    const counts = countsFrom(sumsOf(ticketIn(status), "all"));
    expect(counts.total).toBe(1);
    expect(counts.byStatus).toEqual(Object.fromEntries(statuses.map((one) => [one, one === status ? 1 : 0])));
    expect(counts.byPriority).toEqual(Object.fromEntries(priorities.map((one) => [one, one === "medium" ? 1 : 0])));
  });

  test("it counts for everybody, its department, who raised it and who works on it, and nobody else", () => {
    const audiences = new Set(contributionOf(factsOf(ticketIn("assigned"))).map(({ audience }) => audience));
    expect([...audiences].sort()).toEqual(
      ["all", "department#finance", `requester#${requester.id}`, `technician#${technician.id}`].sort(),
    );
  });

  test("what somebody of no department has raised counts for none", () => {
    const audiences = new Set(contributionOf(factsOf(raised([], admin))).map(({ audience }) => audience));
    expect([...audiences]).toEqual(["all", `requester#${admin.id}`]);
  });

  test("only what has not ended is open, in all and on the day that it was raised", () => {
    for (const name of ["live", onDay("live", today)]) {
      const open = (status: Ticket["status"]) => sumsOf(ticketIn(status), "all")[name];
      expect([open("open"), open("resolved"), open("closed"), open("rejected")]).toEqual([1, 1, undefined, undefined]);
    }
  });

  test.each(["resolved", "closed"] as const)(
    "%s, it counts for the days on which it was raised and resolved",
    (status) => {
      const ticket = {
        ...ticketIn(status),
        createdAt: "2026-02-20T09:00:00.000Z",
        resolvedAt: "2026-03-01T09:00:00.000Z",
      };
      const days = Object.entries(sumsOf(ticket, "all")).filter(([name]) => /^(raised|resolved)\./.test(name));
      expect(Object.fromEntries(days)).toEqual({ "raised.2026-02-20": 1, "resolved.2026-03-01": 1 });
    },
  );
});

describe("sums", () => {
  test("what is added and taken away again leaves nothing", () => {
    const sums = sumsOf(ticketIn("on_hold"), "all");
    expect(added(added({}, sums, 1, today), sums, -1, today)).toEqual({});
  });

  test("what is added stands beside what was there, and nothing stands that comes to nothing", () => {
    expect(added({ total: 1, live: 1 }, { total: 2, raised: 3 }, 1, today)).toEqual({ total: 3, live: 1, raised: 3 });
    expect(added({ total: 3, live: 1 }, { total: 2, live: 1 }, -1, today)).toEqual({ total: 1 });
  });

  test("days that no trend shows any more are dropped, and the last that one shows is kept", () => {
    for (const what of daily) {
      const old = { [onDay(what, daysBefore(today, 31))]: 1, [onDay(what, daysBefore(today, 29))]: 1, total: 2 };
      expect(Object.keys(added(old, {}, 1, today))).toEqual([onDay(what, daysBefore(today, 29)), "total"]);
    }
  });
});

describe("what waits for a decision", () => {
  /** Whatever they were when they raised it. */
  const earlier = (stages: Stage[], { id }: Account): Ticket => raised(stages, { ...requester, id });
  const tickets = [
    raised(["hod"]),
    raised(["hod"], person("user", "finance", "colleague")),
    raised(["it_head"]),
    raised(["hod"], hod),
    earlier(["hod"], hod),
    { ...earlier(["hod"], hod), department: "elsewhere" },
    raised(["it_head"], itHead),
    earlier(["it_head"], itHead),
    raised(["it_head"], admin),
    earlier(["hod"], admin),
    ticketIn("approved"),
  ];
  const inAll = (audience: Audience) => totalOf(tickets.map((ticket) => sumsOf(ticket, audience)));

  test.each([
    ["a head of department: what waits for the heads of theirs, but their own tickets", hod, "department#finance", 3],
    ["an IT head: what waits for IT heads, but their own tickets", itHead, "all", 2],
    ["an admin: everything, but their own tickets", admin, "all", 8],
    ["a technician: nothing", technician, `technician#${technician.id}`, 0],
    ["a user: nothing, whatever of theirs waits for others", requester, `requester#${requester.id}`, 0],
  ] as const)("of %s", (_, account, audience, count) => {
    expect(awaitedBy(account, inAll(audience), inAll(`requester#${account.id}`))).toBe(count);
    expect(awaitedBy(account, {}, {})).toBe(0);
  });
});

test("a trend shows 30 days up to today, days without tickets among them", () => {
  const trend = trendFrom({ [onDay("raised", today)]: 3, [onDay("resolved", daysBefore(today, 29))]: 2 }, today);
  expect(trend).toHaveLength(30);
  expect(trend.at(-1)).toEqual({ date: today, raised: 3, resolved: 0 });
  expect(trend[0]).toEqual({ date: "2026-02-01", raised: 0, resolved: 2 });
});

test("open tickets are grouped by age, each in one group, and add up to all", () => {
  const sums = {
    live: 20,
    [onDay("live", today)]: 1,
    [onDay("live", daysBefore(today, 2))]: 2,
    [onDay("live", daysBefore(today, 6))]: 4,
  };
  expect(ageingFrom(sums, today)).toEqual([
    { upToDays: 1, open: 1 },
    { upToDays: 3, open: 2 },
    { upToDays: 7, open: 4 },
    { upToDays: 30, open: 0 },
    { upToDays: null, open: 13 },
  ]);
  expect(ageingFrom({}, today).map(({ open }) => open)).toEqual([0, 0, 0, 0, 0]);
});

test("times are told by category, at most an eighth off, of three months", () => {
  const took = (minutes: number, month = "2026-03"): Ticket => ({
    ...ticketIn("assigned"),
    createdAt: `${month}-02T09:00:00.000Z`,
    firstAssignedAt: new Date(Date.parse(`${month}-02T09:00:00.000Z`) + minutes * 60_000).toISOString(),
  });
  const early = [took(10, "2026-01"), took(5, "2025-12")];
  const tickets = [...Array.from({ length: 8 }, () => took(10)), took(1000), ...early];
  const [times, ...others] = timesFrom(
    tickets.flatMap((ticket) => sheetsOf(ticket, "all")),
    today,
  );
  expect(others).toEqual([]);
  expect(times).toMatchObject({
    category: "plain",
    toAssignment: { count: 10 },
    toResolution: { count: 0, median: null },
  });
  expect(Math.abs((times?.toAssignment.median ?? 0) / 10 - 1)).toBeLessThan(0.125);
  expect(times?.toAssignment.p90).toBe(times?.toAssignment.median);
  const atOnce = timesFrom(sheetsOf(took(0), "all"), today)[0];
  expect(atOnce?.toAssignment).toEqual({ count: 1, median: 1, p90: 1 });
  for (const step of [1, 10, 30]) expect(minutesOf(step + 1) / minutesOf(step)).toBeCloseTo(1.25);
});

test("times are told of this month and the two before it, over the turn of a year too", () => {
  expect(["2026-03-02", "2026-01-15", "2026-12-31"].map(firstMonthOf)).toEqual(["2026-01", "2025-11", "2026-10"]);
});

test("times are of one category each, and of the month in which a ticket got there", () => {
  const got = (category: string, toAssignment: number, toResolution: number): Ticket => {
    const after = (minutes: number) =>
      new Date(Date.parse("2025-12-31T23:30:00.000Z") + minutes * 60_000).toISOString();
    const when = { createdAt: after(0), firstAssignedAt: after(toAssignment), resolvedAt: after(toResolution) };
    return { ...ticketIn("resolved"), category, ...when };
  };
  // The longest first: sums have no order.
  const printers = [...Array(3).fill(10_000), ...Array(8).fill(1000), ...Array(9).fill(100)];
  const tickets = [...printers.map((minutes) => got("printer", 40, minutes)), got("lamp", 10, 100)];
  const [lamp, printer, ...others] = timesFrom(
    tickets.flatMap((ticket) => sheetsOf(ticket, "all")),
    today,
  );
  expect(others).toEqual([]);
  expect([lamp, printer]).toMatchObject([
    { category: "lamp", toAssignment: { count: 0 }, toResolution: { count: 1 } },
    { category: "printer", toAssignment: { count: 20 }, toResolution: { count: 20 } },
  ]);
  const { median, p90 } = printer?.toResolution ?? {};
  expect(Math.abs((median ?? 0) / 1000 - 1)).toBeLessThan(0.125);
  expect(Math.abs((p90 ?? 0) / 10_000 - 1)).toBeLessThan(0.125);
});

test("each technician stands there with what they work on; a disabled one only while they have something left", () => {
  const idle = person("technician", "it", "idle");
  const alike = person("technician", "it", "alike");
  const left = { ...person("technician", "it", "left"), disabled: true };
  const gone = { ...person("technician", "it", "gone"), disabled: true };
  const sheets = [
    {
      sheet: totalsOf(technician.id),
      sums: { "status.assigned": 1, "status.on_hold": 1, "status.resolved": 1, "status.closed": 3 },
    },
    { sheet: totalsOf(left.id), sums: { "status.in_progress": 1 } },
  ];
  expect(loadOf([idle, alike, gone, left, technician], sheets)).toEqual([
    { id: technician.id, name: technician.name, active: 2, resolved: 4 },
    { id: left.id, name: "left", active: 1, resolved: 0 },
    { id: alike.id, name: "alike", active: 0, resolved: 0 },
    { id: idle.id, name: "idle", active: 0, resolved: 0 },
  ]);
});

test("each role's dashboard is about what its role is about", () => {
  expect([requester, technician, hod, itHead, admin].map(audienceOf)).toEqual([
    `requester#${requester.id}`,
    `technician#${technician.id}`,
    "department#finance",
    "all",
    "all",
  ]);
  expect(audienceOf({ ...hod, department: null })).toBeNull();
  const scopes = ["own", "assigned", "department", "all"] as const;
  expect(scopes.map(showsTimes)).toEqual([false, false, true, true]);
  expect(scopes.map(showsTechnicians)).toEqual([false, false, false, true]);
});

test("the most urgent come first, and what has ended last", () => {
  const urgency = (status: Ticket["status"], priority: Ticket["priority"]) => urgencyOf({ status, priority });
  const order = [
    urgency("open", "critical"),
    urgency("on_hold", "high"),
    urgency("resolved", "medium"),
    urgency("assigned", "low"),
    urgency("closed", "critical"),
  ];
  expect(order).toEqual([...order].sort());
  expect(new Set(order).size).toBe(5);
});
