import type { Result, Route } from "../contract/route.ts";
import { type Action, must } from "../domain/access.ts";
import { personOf } from "../domain/account.ts";
import type { Change } from "../domain/event.ts";
import { Problem } from "../domain/problem.ts";
import type { Act, Ticket } from "../domain/ticket.ts";
import { type Answer, answerWrite, type Claim } from "../store/requests.ts";
import { commit, findTicket, type Recorded } from "../store/tickets.ts";
import { answer } from "./answer.ts";
import { readable } from "./caller.ts";
import { type Call, signedIn, type TicketCall, type TicketRoute, ticketIdOf } from "./endpoint.ts";
import type { Parts } from "./request.ts";
import { retryRaces } from "./retry.ts";
import { ticketView } from "./views.ts";

type Show<R extends Route> = (recorded: Recorded, call: Call<R>) => Result<R>;
type Raising<R extends Route, L> = {
  load: (parts: Parts<R>) => Promise<L>;
  decide: (call: Call<R> & { loaded: L; act: Act }) => Change | Promise<Change>;
  location: (ticket: Ticket) => string;
};

/** A Lambda that makes a new ticket by a rule of the domain. */
export const raiseCommand = <R extends Route, L>(route: R, { load, decide, location }: Raising<R, L>) =>
  signedIn(route, async ({ parts, caller, claim }) => {
    const [account, loaded] = await Promise.all([caller, load(parts)]);
    const call = { ...parts, account };
    return retryRaces(async () => {
      const change = await decide({ ...call, loaded, act: actOf(call) });
      return committed(change, claim, (recorded) =>
        answer(route, showTicket(recorded, call) as Result<R>, location(recorded.ticket)),
      );
    });
  });

type Changing<R extends Route, L> = {
  /** What the caller must be allowed to do; "read" where the rule itself checks more. */
  may: Action | ((call: TicketCall<R>) => Action);
  /** What else the rule needs, read at the same time as the ticket. */
  load?: (parts: Parts<R>) => Promise<L>;
  /** The rule; null where nothing changes. */
  decide: (call: TicketCall<R> & { loaded: L; act: Act }) => Change | null | Promise<Change | null>;
  /** What is answered; the ticket unless told. */
  show?: Show<R>;
};

/**
 * A Lambda that changes one ticket by a rule of the domain: load, check, decide, commit. Where somebody else's write
 * comes first, it reads again and decides again, so that writes that do not exclude each other are all kept.
 */
export const ticketCommand = <R extends TicketRoute, L = undefined>(route: R, rule: Changing<R, L>) =>
  signedIn(route, async ({ parts, caller, claim, event }) => {
    const id = ticketIdOf(parts);
    const [account, first, loaded] = await Promise.all([caller, findTicket(id), rule.load?.(parts) as Promise<L>]);
    const call = { ...parts, account };
    let found: Ticket | null | undefined = first;
    return retryRaces(async () => {
      const ticket = readable(account, found === undefined ? await findTicket(id) : found);
      found = undefined;
      must(account, typeof rule.may === "string" ? rule.may : rule.may({ ...call, ticket }), ticket);
      mustMatch(event.headers["if-match"], ticket, route);
      const change = await rule.decide({ ...call, ticket, loaded, act: actOf(call) });
      const shown = (recorded: Recorded) => answer(route, (rule.show ?? showTicket)(recorded, call) as Result<R>);
      return change ? committed(change, claim, shown) : answer(route, ticketView(ticket, account) as Result<R>);
    });
  });

const actOf = ({ account }: Pick<Call<Route>, "account">): Act => ({
  by: personOf(account),
  at: new Date().toISOString(),
});

const showTicket = ({ ticket }: Recorded, { account }: Pick<Call<Route>, "account">) => ticketView(ticket, account);

/** Commits the change, and with it the answer to the request's Idempotency-Key. */
async function committed(change: Change, claim: Claim | null, show: (recorded: Recorded) => Answer): Promise<Answer> {
  return show(await commit(change, (recorded) => (claim ? [answerWrite(claim, show(recorded))] : [])));
}

/** If-Match names the version that the client has seen; where the route requires it, its absence is refused. */
function mustMatch(header: string | undefined, ticket: Ticket, { versioned }: Route): void {
  if (header === undefined) {
    if (versioned !== "requires") return;
    throw new Problem("precondition_required", "send If-Match with the ETag of the ticket that you changed");
  }
  const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (!tags.includes("*") && !tags.includes(`"${ticket.version}"`)) {
    throw new Problem("stale_version", `the ticket is at version ${ticket.version} now: read it again`);
  }
}
