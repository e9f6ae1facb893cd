import type { Client } from "../../functions/contract/client.ts";
import type { Sent } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import type { Cast } from "../../test/cloud/desk.ts";
import type { Ground } from "./growthGround.ts";

type Answer = { body: unknown };
/** One way to use one route. A write is prepared by others, whose cost is not its own. */
export type Case = { name: string; writes?: true; call: (turn: number) => Promise<Answer> };

/** Every route that reads or writes tickets, as the roles use it; writes must come in this order. */
export async function casesOn(ground: Ground): Promise<Case[]> {
  await ground.signIn();
  const { admin } = ground.cast;
  const { items, nextCursor } = (await admin.client.listTickets({ query: { limit: 100, sort: "oldest" } })).body;
  const done = items.find(({ status }) => status === "closed");
  const writes = writesOf(ground).map((one): Case => ({ ...one, writes: true }));
  return [...readsOf(ground, String(done?.id), String(nextCursor)), ...writes];
}

function readsOf(ground: Ground, ticketId: string, oldCursor: string): Case[] {
  const as = (who: keyof Cast): Client => ground.cast[who].client;
  const list = (name: string, who: keyof Cast, query: Sent<typeof routes.listTickets, "query">): Case => ({
    name: `listTickets ${name}`,
    call: () => as(who).listTickets({ query }),
  });
  const params = { ticketId };
  return [
    { name: "getMe", call: () => as("admin").getMe({}) },
    { name: "getTicket", call: () => as("admin").getTicket({ params }) },
    { name: "getHistory", call: () => as("admin").getHistory({ params, query: {} }) },
    list("all", "admin", {}),
    list("all, another page", "admin", { limit: 100, sort: "oldest", cursor: oldCursor }),
    list("all, last changed", "admin", { sort: "changed" }),
    list("all, most urgent", "admin", { sort: "urgent" }),
    list("all, in progress", "admin", { status: "in_progress" }),
    list("all, high and hardware", "admin", { priority: "high", category: "hardware-issue" }),
    list("department", "hodFinance", {}),
    list("own", "finance", {}),
    list("assigned", "ana", {}),
    list("q: a word", "admin", { q: "laptop" }),
    list("q: two beginnings", "admin", { q: "lap brok" }),
    list("q: own", "finance", { q: "printer" }),
    { name: "listApprovals", call: () => as("hodFinance").listApprovals({ query: {} }) },
    { name: "listNotifications", call: () => as("ana").listNotifications({ query: {} }) },
    { name: "getDashboard all", call: () => as("admin").getDashboard({}) },
    { name: "getDashboard department", call: () => as("hodFinance").getDashboard({}) },
    { name: "getDashboard own", call: () => as("finance").getDashboard({}) },
    { name: "getDashboard assigned", call: () => as("ana").getDashboard({}) },
  ];
}

const words = {
  title: "A mouse that squeaks",
  description: "At each click.",
  category: "other",
  priority: "low",
} as const;

/** Each turn of a write is about a ticket of its own, raised by the first of them. */
function writesOf(ground: Ground): Case[] {
  const as = (who: keyof Cast): Client => ground.cast[who].client;
  const raised: string[] = [];
  const params = (turn: number) => ({ ticketId: String(raised[turn]) });
  let technicianId: string | undefined;
  return [
    {
      name: "raiseTicket",
      async call() {
        const answer = await as("finance").raiseTicket({ body: words });
        raised.push(answer.body.id);
        return answer;
      },
    },
    {
      name: "addComment",
      call: (turn) => as("finance").addComment({ params: params(turn), body: { message: "It has stopped." } }),
    },
    {
      name: "editTicket",
      call: (turn) =>
        as("admin").editTicket({ params: params(turn), body: { priority: "high" }, headers: { "if-match": "*" } }),
    },
    {
      name: "assignTicket",
      async call(turn) {
        technicianId ??= (await as("ana").getMe({})).body.id;
        return as("itHead").assignTicket({ params: params(turn), body: { technicianId } });
      },
    },
    {
      name: "moveTicket",
      call: (turn) => as("ana").moveTicket({ params: params(turn), body: { status: "in_progress" } }),
    },
  ];
}
