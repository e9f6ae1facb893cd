import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { eventually, expectAccessible, expectNoOverflow, newPage, sizes } from "./browser.ts";
import { admin, awaits, decide, itHead, office, person, raise, reach, signedInAs } from "./office.ts";

const dashboardOf = async ({ client }: Session) => (await client.getDashboard({})).body;
const tiles = (page: Page) => page.getByRole("list", { name: "At a glance" }).getByRole("link");
const tile = (page: Page, label: string) => tiles(page).filter({ hasText: label });
const chart = (page: Page, title: string) => page.getByRole("region", { name: title });
const settled = (by: Session, total: number) =>
  until(
    () => dashboardOf(by),
    ({ counts }) => counts.total === total,
    `${total} tickets being counted`,
  );

/** The rows of a chart's table, as text, its head left out. */
async function tableOf(page: Page, title: string): Promise<string[][]> {
  await chart(page, title).getByText("Show as a table").click();
  const rows = await chart(page, title).locator("tbody tr").all();
  return Promise.all(rows.map(async (row) => (await row.locator("th, td").allInnerTexts()).map((cell) => cell.trim())));
}

/** Goes where each tile leads, and waits until the list there shows as many tickets as the tile says; gives what they say. */
async function followTiles(page: Page): Promise<number[]> {
  await tiles(page).first().waitFor();
  const said: number[] = [];
  for (let place = 0; place < (await tiles(page).count()); place++) {
    const text = await tiles(page).nth(place).innerText();
    const count = Number(/\d+/.exec(text)?.[0]);
    await tiles(page).nth(place).click();
    await page.getByRole("heading", { level: 1, name: /Tickets|Approvals/ }).waitFor();
    // Where there is nothing, the page says so in a heading.
    if (count === 0) await page.getByRole("heading", { level: 2 }).first().waitFor();
    await expect.poll(() => page.locator("[data-list-item]").count(), { message: text, timeout: 10_000 }).toBe(count);
    said.push(count);
    await page.goBack();
    await tiles(page).first().waitFor();
  }
  return said;
}

describe("the dashboard", () => {
  test("counts at each figure as many tickets as its link lists, for a user, a head and a technician", async () => {
    const [{ head, user }, technician] = await Promise.all([office(), person("technician", "Tim Technician")]);
    const waiting = await raise(user, "Waits for its head");
    const given = await raise(user, "Waits for IT");
    const worked = await raise(user, "Is worked on", "other");
    const refused = await raise(user, "Is refused");
    await awaits(head, 3);
    await decide(head, given.id, "hod", "approve");
    await decide(head, refused.id, "hod", "reject", "No.");
    await reach(user, given.id, "pending_it_head_approval");
    const technicianId = (await technician.client.getMe({})).body.id;
    await itHead.client.assignTicket({ params: { ticketId: worked.id }, body: { technicianId } });
    await until(
      () => dashboardOf(head),
      ({ counts: { byStatus: by }, awaitingMyDecision }) =>
        by.assigned === 1 && by.rejected === 1 && by.pending_it_head_approval === 1 && awaitingMyDecision === 1,
      "the figures of the department",
    );
    await settled(technician, 1);
    for (const [by, total] of [
      [user, 4],
      [head, 4],
      [technician, 1],
    ] as const) {
      const page = await signedInAs(by, "/");
      expect(await followTiles(page)).toContain(total);
    }
    await decide(head, waiting.id, "hod", "approve");
  });

  test("says why less waits for a head's decision than for a head, where the rest is their own", async () => {
    const { head, user } = await office();
    await raise(user, "Waits for its head");
    await settled(head, 1);
    const page = await signedInAs(head, "/");
    const why = "Your own requests go to someone else.";
    await eventually(() => tile(page, "Waiting for your decision").innerText()).toMatch(/1$/);
    expect(await page.getByText(why).count()).toBe(0);
    await raise(head, "The head's own");
    await settled(head, 2);
    await eventually(() => tile(page, "Waiting for head").innerText()).toMatch(/2$/);
    await eventually(() => tile(page, "Waiting for your decision").innerText()).toContain(why);
    expect(await tile(page, "Waiting for your decision").innerText()).toMatch(/1$/);
    await page.setViewportSize(sizes.phone);
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  test("shows administrators and IT heads totals, each stage, approved and rejected at a glance", async () => {
    for (const by of [admin, itHead]) {
      const page = await signedInAs(by, "/");
      await tile(page, "All tickets").waitFor();
      const labels = await tiles(page).allInnerTexts();
      for (const wanted of [
        "Waiting for your decision",
        "Waiting for head",
        "Waiting for IT head",
        "Approved",
        "Rejected",
      ]) {
        expect(labels.join("\n")).toContain(wanted);
      }
      await chart(page, "Technicians' workload").waitFor();
    }
  });

  test("follows what happens while it is looked at", async () => {
    const { head, user } = await office();
    await raise(user, "There from the start");
    await settled(head, 1);
    const page = await signedInAs(head, "/");
    await eventually(() => tile(page, "All in your department").innerText()).toContain("1");
    await raise(user, "Raised while you look");
    await eventually(() => tile(page, "All in your department").innerText()).toContain("2");
    await eventually(() => tile(page, "Waiting for your decision").innerText()).toContain("2");
    await page.getByRole("region", { name: "Latest tickets" }).getByText("Raised while you look").waitFor();
    const news = page.getByRole("region", { name: "Latest notifications" });
    await news.getByRole("listitem").filter({ hasText: "Raised while you look" }).getByText("Unread").waitFor();
    await news.getByRole("link", { name: /Raised while you look/ }).click();
    await page.getByRole("heading", { level: 1, name: "Raised while you look" }).waitFor();
    await page.goBack();
    await news.getByText("Raised while you look").waitFor();
    const isUnread = news.getByRole("listitem").filter({ hasText: "Raised while you look" }).getByText("Unread");
    await eventually(() => isUnread.count()).toBe(0);
  });

  test("has the figures of every chart in a table too", async () => {
    const { user } = await office();
    await raise(user, "Something to count", "other");
    await settled(user, 1);
    const page = await signedInAs(admin, "/");
    await tile(page, "All tickets").waitFor();
    const { trend, technicians = [], ageing, counts, times = [] } = await dashboardOf(admin);
    const days = await tableOf(page, "The last 30 days");
    expect(days.map(([, raised, resolved]) => [Number(raised), Number(resolved)])).toEqual(
      trend.map(({ raised, resolved }) => [raised, resolved]).reverse(),
    );
    const drawn = await chart(page, "The last 30 days").getByRole("img").getAttribute("aria-label");
    expect(drawn).toContain(`${trend.reduce((sum, { raised }) => sum + raised, 0)} tickets raised`);
    expect(await tableOf(page, "Technicians' workload")).toEqual(
      technicians.map(({ name, active, resolved }) => [name, String(active), String(resolved)]),
    );
    const opened = await tableOf(page, "Age of unfinished tickets");
    expect(opened.map(([, open]) => Number(open))).toEqual(ageing.map(({ open }) => open));
    const byStatus = await tableOf(page, "By status");
    expect(byStatus.map(([, count]) => Number(count))).toEqual(Object.values(counts.byStatus));
    expect(await tableOf(page, "By priority")).toHaveLength(4);
    const assigned = times.filter(({ toAssignment }) => toAssignment.count > 0);
    expect(await tableOf(page, "Time until assigned")).toHaveLength(assigned.length);
  });

  test("draws as many bars as it tells figures, and names each", async () => {
    const { user } = await office();
    await raise(user, "One to draw", "other");
    await settled(user, 1);
    const page = await signedInAs(user, "/");
    const bars = async () => {
      const all = await chart(page, "By status").getByRole("listitem").allInnerTexts();
      return all.map((bar) => bar.replace(/\s+/g, " "));
    };
    await eventually(bars).toEqual(["Open 1"]);
  });

  test("says so where a chart has nothing to draw", async () => {
    const { user } = await office();
    const { id } = await raise(user, "One to take back", "other");
    await user.client.moveTicket({ params: { ticketId: id }, body: { status: "cancelled" } });
    await until(
      () => dashboardOf(user),
      ({ counts }) => counts.byStatus.cancelled === 1,
      "the ticket being counted as cancelled",
    );
    const page = await signedInAs(user, "/");
    await chart(page, "Age of unfinished tickets").getByText("None").waitFor();
  });

  test("leads who has no tickets to raise one", async () => {
    const page = await signedInAs(await person("user", "Nora New"), "/");
    await page.getByRole("link", { name: "Raise a ticket" }).click();
    await page.waitForURL("**/tickets/new");
  });

  test("passes axe and fits its width, with figures and with all tables open", async () => {
    for (const viewport of Object.values(sizes)) {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await signedInAs(admin, "/", await newPage({ viewport, colorScheme }));
        await chart(page, "By status").waitFor();
        for (const summary of await page.getByText("Show as a table").all()) await summary.click();
        await expectAccessible(page);
        await expectNoOverflow(page);
      }
    }
  });
});
