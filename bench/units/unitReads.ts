import type { Client } from "../../functions/contract/client.ts";
import type { Sent } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import { shardCount } from "../../functions/store/table.ts";
import type { Session } from "../../local/session.ts";
import type { Call } from "./meterCall.ts";
import type { MeteredDesk } from "./meteredDesk.ts";
import { dashboardBudget, detailBudget } from "./unitBudgets.ts";
import { sumOf } from "./unitSums.ts";

export type Read = {
  name: string;
  rows: number;
  /** Read units: of the caller's account, and of the rest. */
  account: number;
  rest: number;
  budget: number | null;
  /** What was read, by index or kind. */
  what: string;
};
type Answer = { body: object };
type Case = { name: string; by: Session; call: (client: Client) => Promise<Answer>; budget?: (rows: number) => number };

/** One page of any list, by the rows on it. */
export const pageBudget = (rows: number): number => 0.5 * shardCount + 0.5 * Math.ceil(rows / 8);

/** What each route that only reads has cost, one after the other on a desk where nothing else happens. */
export async function measureReads(desk: MeteredDesk, ticketId: string): Promise<Read[]> {
  const reads: Read[] = [];
  for (const one of casesFor(desk.cast, ticketId)) {
    await one.call(one.by.client); // the key of cursors is read once by each Lambda
    const from = desk.meter.calls.length;
    const { body } = await one.call(one.by.client);
    reads.push(readOf(one, body, desk.meter.calls.slice(from)));
  }
  return reads;
}

function readOf({ name, budget }: Case, body: object, calls: readonly Call[]): Read {
  const rows = "items" in body && Array.isArray(body.items) ? body.items.length : 1;
  const [first] = calls.filter(({ what }) => what === "Account");
  const rest = calls.filter((call) => call !== first);
  const kinds = new Map<string, number>();
  for (const call of rest) kinds.set(call.what, (kinds.get(call.what) ?? 0) + sumOf([call]));
  return {
    name,
    rows,
    account: first ? sumOf([first]) : 0,
    rest: sumOf(rest),
    budget: budget?.(rows) ?? null,
    what: [...kinds].map(([kind, units]) => `${kind} ${units}`).join(", "),
  };
}

const casesFor = ({ admin, itHead, hodFinance, ana, finance }: MeteredDesk["cast"], ticketId: string): Case[] => {
  const list = (name: string, by: Session, query: Sent<typeof routes.listTickets, "query">): Case => ({
    ...{ name: `listTickets ${name}`, by, budget: pageBudget },
    call: (client) => client.listTickets({ query }),
  });
  const one = (name: string, by: Session, call: Case["call"], budget?: Case["budget"]): Case => ({
    ...{ name, by, call },
    ...(budget && { budget }),
  });
  const dashboard = (whose: string, by: Session): Case => ({
    ...{ name: `getDashboard ${whose}`, by, budget: () => dashboardBudget },
    call: (client) => client.getDashboard({}),
  });
  const params = { ticketId };
  return [
    list("all", admin, {}),
    list("all, 100 rows", admin, { limit: 100 }),
    list("all, oldest", admin, { sort: "oldest" }),
    list("all, last changed first", admin, { sort: "changed" }),
    list("all, most urgent first", admin, { sort: "urgent" }),
    list("all, with a word", admin, { q: "the" }),
    list("all, of a department", admin, { department: "finance" }),
    list("all, of a status", admin, { status: "closed" }),
    list("all, of a rare kind", admin, { status: "on_hold", priority: "critical" }),
    list("department", hodFinance, {}),
    list("own and assigned", ana, {}),
    list("own", finance, {}),
    list("own, last changed first", finance, { sort: "changed" }),
    dashboard("all", admin),
    dashboard("department", hodFinance),
    dashboard("assigned", ana),
    dashboard("own", finance),
    one("listApprovals", itHead, (client) => client.listApprovals({ query: {} }), pageBudget),
    one("getTicket", finance, (client) => client.getTicket({ params })),
    one(
      "getTicket with its history",
      finance,
      (client) => client.getTicket({ params, query: { history: 50 } }),
      () => detailBudget,
    ),
    one("getHistory", finance, (client) => client.getHistory({ params, query: {} })),
    one("listNotifications", finance, (client) => client.listNotifications({ query: {} }), pageBudget),
    one("listUsers", admin, (client) => client.listUsers({ query: {} }), pageBudget),
    one("listAudit", admin, (client) => client.listAudit({ query: {} }), pageBudget),
    one("getMe", finance, (client) => client.getMe({})),
  ];
};
