import type { Result } from "../contract/route.ts";
import type { routes } from "../contract/routes.ts";
import type { Account } from "../domain/account.ts";
import {
  ageingFrom,
  audienceOf,
  awaitedBy,
  countsFrom,
  dashboardScope,
  loadOf,
  showsTechnicians,
  showsTimes,
  timesFrom,
  totalOf,
  trendFrom,
} from "../domain/dashboard.ts";
import { dayOf } from "../domain/tally.ts";
import { peopleOf } from "../store/accounts.ts";
import { countUnread, readInbox } from "../store/inbox.ts";
import { latestTickets } from "../store/lists/ticketLists.ts";
import { readSheets } from "../store/tallies/tallies.ts";

type Dashboard = Result<typeof routes.getDashboard>;

/** Unread notifications are counted up to here. */
const mostUnread = 99;

/** The dashboard of somebody, by their role; all that it needs is read at the same time. */
export async function dashboardOf(account: Account): Promise<Dashboard> {
  const { id, role } = account;
  const scope = dashboardScope[role];
  const audience = audienceOf(account);
  const today = dayOf(new Date().toISOString());
  const [sheets, raised, tickets, inbox, unreadNotifications, people] = await Promise.all([
    audience ? readSheets(audience) : [],
    scope === "own" ? null : readSheets(`requester#${id}`),
    latestTickets(account, scope, 5),
    readInbox(id, false, null, 3),
    countUnread(id, mostUnread),
    showsTechnicians(scope) ? peopleOf("technician") : undefined,
  ]);
  const sums = totalOf(sheets.filter(({ sheet }) => sheet === "totals").map((one) => one.sums));
  const own = raised ? totalOf(raised.map((one) => one.sums)) : sums;
  return {
    scope,
    counts: countsFrom(sums),
    awaitingMyDecision: awaitedBy(account, sums, own),
    raisedByMe: own.total ?? 0,
    unreadNotifications,
    latestTickets: tickets.items,
    latestNotifications: inbox.items,
    trend: trendFrom(sums, today),
    ageing: ageingFrom(sums, today),
    ...(showsTimes(scope) && { times: timesFrom(sheets, today) }),
    ...(people && { technicians: loadOf(people, sheets) }),
  };
}
