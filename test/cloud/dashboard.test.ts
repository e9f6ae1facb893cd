import { describe, expect, test } from "vitest";
import { statuses } from "../../functions/domain/ticket.ts";
import type { Session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { newcomer } from "./newcomers.ts";
import { cast, url } from "./shared.ts";
import { assign, decide, idOf, move, raise, reach } from "./steps.ts";

const { admin, itHead, hodFinance, finance, ana } = cast;
const dashboardOf = async (by: Session) => (await by.client.getDashboard({})).body;
type Dashboard = Awaited<ReturnType<typeof dashboardOf>>;

/** A dashboard once it says what it should. */
const shows = (by: Session, what: (dashboard: Dashboard) => boolean, words: string) =>
  until(() => dashboardOf(by), what, words);
const person = async (role: "user" | "technician") => (await newcomer(url, admin, { role })).session;
const today = () => new Date().toISOString().slice(0, 10);

describe("a dashboard", () => {
  test("is about what the caller's role is about, with every status and priority named", async () => {
    const scopes = await Promise.all([finance, ana, hodFinance, itHead, admin].map(dashboardOf));
    expect(scopes.map(({ scope }) => scope)).toEqual(["own", "assigned", "department", "all", "all"]);
    for (const { counts, trend } of scopes) {
      expect(Object.keys(counts.byStatus)).toEqual([...statuses]);
      expect(Object.keys(counts.byPriority)).toEqual(["low", "medium", "high", "critical"]);
      expect(Object.values(counts.byStatus).reduce((a, b) => a + b, 0)).toBe(counts.total);
      expect(trend).toHaveLength(30);
      expect(trend.at(-1)?.date).toBe(today());
    }
    expect(scopes.map(({ technicians }) => technicians !== undefined)).toEqual([false, false, false, true, true]);
    expect(scopes.map(({ times }) => times !== undefined)).toEqual([false, false, true, true, true]);
  });

  test("of who has raised nothing says so", async () => {
    const newest = await person("user");
    const dashboard = await dashboardOf(newest);
    expect(dashboard).toMatchObject({ counts: { total: 0 }, latestTickets: [], latestNotifications: [] });
    expect(dashboard).toMatchObject({ awaitingMyDecision: 0, unreadNotifications: 0 });
  });

  test("follows a ticket from raised to closed: who raised it and who worked on it see it move", async () => {
    const [requester, technician] = await Promise.all([person("user"), person("technician")]);
    const { id } = await raise(requester, "other");
    const first = await shows(requester, ({ counts }) => counts.total === 1, "the raised ticket being counted");
    expect(first).toMatchObject({ counts: { byStatus: { open: 1 }, byPriority: { medium: 1 } } });
    expect(first.latestTickets.map((row) => row.id)).toEqual([id]);
    expect(first.trend.at(-1)).toMatchObject({ raised: 1, resolved: 0 });
    expect(first.ageing[0]).toEqual({ upToDays: 1, open: 1 });
    await assign(itHead, id, technician);
    await move(technician, id, "in_progress");
    await move(technician, id, "resolved", "Done");
    await shows(technician, ({ counts }) => counts.byStatus.resolved === 1, "the technician's ticket being resolved");
    await move(requester, id, "closed");
    const last = await shows(requester, ({ counts }) => counts.byStatus.closed === 1, "the ticket being closed");
    expect(last.trend.at(-1)).toMatchObject({ raised: 1, resolved: 1 });
    expect(last.ageing.reduce((sum, { open }) => sum + open, 0)).toBe(0);
    const own = await idOf(technician);
    const everybody = await shows(
      itHead,
      ({ technicians }) => technicians?.some((one) => one.id === own && one.resolved === 1) === true,
      "the technician's load",
    );
    expect(everybody.technicians?.find((one) => one.id === own)).toMatchObject({ active: 0, resolved: 1 });
    expect(everybody.times?.find(({ category }) => category === "other")?.toResolution.count).toBeGreaterThan(0);
  });

  test.each(["technician", "hod", "it_head"] as const)(
    "of a %s says how many tickets they have raised themselves",
    async (role) => {
      const somebody = (await newcomer(url, admin, { role })).session;
      await raise(somebody, "other");
      await shows(somebody, ({ raisedByMe }) => raisedByMe === 1, "their own ticket being counted");
    },
  );

  test("tells a head what waits for them, until they have decided", async () => {
    const before = (await dashboardOf(hodFinance)).awaitingMyDecision;
    const { id } = await raise(finance);
    await shows(hodFinance, (one) => one.awaitingMyDecision > before, "the ticket waiting for the head");
    await decide(hodFinance, id, "hod", "approve");
    await reach(itHead, id, "pending_it_head_approval");
    await shows(hodFinance, (one) => one.awaitingMyDecision <= before, "the ticket waiting no more");
  });

  test("of IT counts as many waiting for it as its inbox holds", async () => {
    await until(
      async () => {
        const [{ awaitingMyDecision }, { body }] = await Promise.all([
          dashboardOf(itHead),
          itHead.client.listApprovals({ query: { limit: 100 } }),
        ]);
        return awaitingMyDecision - body.items.length;
      },
      (difference) => difference === 0,
      "the dashboard agreeing with the inbox",
    );
  });
});
