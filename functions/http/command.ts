import type { Result, Route } from "../contract/route.ts";
import { type Action, must } from "../domain/access.ts";
import { saysTheSame } from "../domain/asking.ts";
import { type Change, descriptionIn, type TicketEvent } from "../domain/event.ts";
import { Problem } from "../domain/problem.ts";
import type { Act, Ticket } from "../domain/ticket.ts";
import { retryRaces } from "../store/races.ts";
import { type Answer, answerWrite, type Claim, keepAnswer } from "../store/requests.ts";
import { commit, type Recorded } from "../store/tickets.ts";
import { carryOut, type Prepared } from "./action.ts";
import { answer } from "./answer.ts";
import { actNow, enabled, readable } from "./caller.ts";
import {
  type Call,
  type Load,
  signedIn,
  type TicketCall,
  type TicketRoute,
  ticketIdOf,
  type WithTicket,
  withTicket,
} from "./endpoint.ts";
import { countRaising } from "./limits.ts";
import { ticketView, type Whole } from "./views.ts";

type Raising<R extends Route, L> = {
  load: Load<R, L>;
  decide: (call: Call<R> & { loaded: L; act: Act }) => Change | Promise<Change>;
  location: (ticket: Ticket) => string;
};

/** A Lambda that makes a new ticket by a rule of the domain. */
export const raiseCommand = <R extends Route, L>(route: R, { load, decide, location }: Raising<R, L>) =>
  signedIn(route, {
    // Counted beside what is read: in the transaction it would cost twice as much.
    load: (parts, accountId) => Promise.all([load(parts, accountId), countRaising(accountId)]),
    async respond({ parts, caller, loading, claim, event }) {
      const [account, [loaded]] = await Promise.all([caller, loading]);
      const call = { ...parts, account };
      // It races with nobody for a ticket that is new: only an id may be taken already.
      return retryRaces(event.requestContext.requestId, async () => {
        const change = await decide({ ...call, loaded, act: actNow(account) });
        return committed(change, claim, ({ ticket, event }) => {
          const files = { ticketId: ticket.id, revision: 0, attachments: [] };
          const whole = { ticket, description: descriptionIn(event) ?? "", files };
          return answer(route, ticketView(whole, account) as Result<R>, location(ticket));
        });
      });
    },
  });

/** How a ticket is after a command; `event` is null where nothing has changed. */
type After = Whole & { event: TicketEvent | null };
type Acting<R extends Route, L> = TicketCall<R> & { loaded: L; act: Act };
type Checking<R extends Route, L> = {
  /** What the caller must be allowed to do; "read" where the rule itself checks more. */
  may: Action | ((call: TicketCall<R>) => Action);
  load?: Load<R, L>;
};
type Changing<R extends Route, L> = Checking<R, L> & {
  /** The rule; null where nothing changes. */
  decide: (call: Acting<R, L>) => Change | null | Promise<Change | null>;
  /** What is answered; the ticket unless told. */
  show?: (after: After, call: TicketCall<R>) => Result<R>;
};

/**
 * A Lambda that changes one ticket by a rule of the domain: load, check, decide, commit. Where somebody else's write
 * comes first, it reads again and decides again, so that writes that do not exclude each other are all kept.
 */
export const ticketCommand = <R extends TicketRoute, L = undefined>(route: R, rule: Changing<R, L>) =>
  onTicket(route, rule, async (call, claim) => {
    const change = await rule.decide(call);
    const shown = (after: After) => answer(route, (rule.show ?? showTicket)(after, call) as Result<R>);
    if (!change) return unchanged(shown({ ...call, event: null }), claim);
    const files = change.files ?? call.files;
    return committed(change, claim, ({ ticket, event }) =>
      shown({ ticket, description: descriptionIn(event) ?? call.description, files, event }),
    );
  });

type Working<R extends Route, L> = Checking<R, L> & { prepare: (call: Acting<R, L>) => Promise<Prepared<R>> };

/** A Lambda that does something about one ticket that is no event of its history. */
export const ticketAction = <R extends TicketRoute, L = undefined>(route: R, rule: Working<R, L>) =>
  onTicket(route, rule, async (call, claim) => carryOut(route, await rule.prepare(call), claim));

const onTicket = <R extends TicketRoute, L>(
  route: R,
  { may, load }: Checking<R, L>,
  attempt: (call: Acting<R, L>, claim: Claim | null) => Promise<Answer>,
) =>
  signedIn<R, WithTicket<L>>(route, {
    load: withTicket(load),
    async respond({ parts, caller, loading, accountId, claim, event }) {
      return retryRaces(ticketIdOf(parts), async (isLate) => {
        const [account, [whole, loaded]] = await Promise.all(
          isLate ? [enabled(accountId), withTicket(load)(parts, accountId)] : [caller, loading],
        );
        const ticket = readable(account, whole.ticket);
        const call = { ...parts, ...whole, account, ticket };
        must(account, typeof may === "string" ? may : may(call), ticket);
        mustMatch(event.headers["if-match"], ticket, route);
        return attempt({ ...call, loaded, act: actNow(account) }, claim);
      });
    },
  });

const showTicket = (after: After, { account }: Pick<Call<Route>, "account">) => ticketView(after, account);

/** Commits the change, and with it the answer to the request's Idempotency-Key. */
async function committed(change: Change, claim: Claim | null, show: (recorded: Recorded) => Answer): Promise<Answer> {
  return show(await commit(change, (recorded) => (claim ? [answerWrite(claim, show(recorded))] : [])));
}

/** Nothing is written but the answer: the key would count as still running otherwise. */
async function unchanged(given: Answer, claim: Claim | null): Promise<Answer> {
  if (claim) await keepAnswer(claim, given);
  return given;
}

/** If-Match names the version that the client has seen; where the route requires it, its absence is refused. */
function mustMatch(header: string | undefined, ticket: Ticket, { versioned }: Route): void {
  if (header === undefined) {
    if (versioned !== "requires") return;
    throw new Problem("precondition_required", "send If-Match with the ETag of the ticket that you changed");
  }
  const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  const seen = tags.map((tag) => Number(/^"([1-9]\d*)"$/.exec(tag)?.[1]));
  if (!tags.includes("*") && !seen.some((version) => saysTheSame(ticket, version))) {
    throw new Problem("stale_version", `the ticket is at version ${ticket.version} now: read it again`);
  }
}
