import type { APIGatewayProxyEventV2 as Event } from "aws-lambda";
import type { Result, Route } from "../contract/route.ts";
import { type Action, must } from "../domain/access.ts";
import type { StoredAccount } from "../store/accounts.ts";
import { type Answer, type Claim, keepAnswer } from "../store/requests.ts";
import { findWhole } from "../store/tickets.ts";
import { answer } from "./answer.ts";
import { authenticate } from "./authentication.ts";
import { enabled, readable } from "./caller.ts";
import { once } from "./idempotency.ts";
import { lambda } from "./lambda.ts";
import { countMiss } from "./limits.ts";
import { type Parts, parse } from "./request.ts";
import type { Whole } from "./views.ts";

/** A request whose caller is known: its parts by the route's schemas, and the account as it stands now. */
export type Call<R extends Route> = Parts<R> & { account: StoredAccount };
export type TicketCall<R extends Route> = Call<R> & Whole;
export type TicketRoute = Route & { params: NonNullable<Route["params"]> };

/** What else is read, at the same time as the caller's account; it changes nothing. */
export type Load<R extends Route, L> = (parts: Parts<R>, accountId: string) => Promise<L>;

/** A Lambda for signed-in callers. */
export const endpoint = <R extends Route>(route: R, run: (call: Call<R>) => Promise<Result<R>> | Result<R>) =>
  loadingEndpoint(route, async () => undefined, run);

/** Likewise, with something that is read at the same time as the caller's account. */
export const loadingEndpoint = <R extends Route, L>(
  route: R,
  load: Load<R, L>,
  run: (call: Call<R> & { loaded: L }) => Promise<Result<R>> | Result<R>,
) =>
  signedIn(route, {
    load,
    async respond({ parts, caller, loading, claim }) {
      const [account, loaded] = await Promise.all([caller, loading]);
      const given = answer(route, await run({ ...parts, account, loaded }));
      if (claim) await keepAnswer(claim, given);
      return given;
    },
  });

type Reading<R extends Route, L> = {
  may: Action;
  load?: Load<R, L>;
  show: (call: TicketCall<R> & { loaded: L }) => Promise<Result<R>> | Result<R>;
};

/** A Lambda that shows something of one ticket, to those who may see it. */
export const ticketEndpoint = <R extends TicketRoute, L = undefined>(route: R, { may, load, show }: Reading<R, L>) =>
  signedIn<R, WithTicket<L>>(route, {
    load: withTicket(load),
    async respond({ parts, caller, loading }) {
      const [account, [found, loaded]] = await Promise.all([caller, loading]);
      const ticket = readable(account, found.ticket);
      must(account, may, ticket);
      return answer(route, await show({ ...parts, ...found, account, ticket, loaded }));
    },
  });

/** Reads the ticket that the address names, at the same time as what else is needed. */
export const withTicket =
  <R extends Route, L>(load: Load<R, L> | undefined): Load<R, WithTicket<L>> =>
  async (parts, accountId) => {
    const ticket = findWhole(ticketIdOf(parts));
    return Promise.all([ticket, load?.(parts, accountId) as L]);
  };
export type WithTicket<L> = [found: Awaited<ReturnType<typeof findWhole>>, loaded: L];

/** What a signed-in request brings. The account and what else is needed are being read: await them together. */
export type Incoming<R extends Route, L> = {
  parts: Parts<R>;
  caller: Promise<StoredAccount>;
  loading: Promise<L>;
  accountId: string;
  claim: Claim | null;
  event: Event;
};

type Responding<R extends Route, L> = {
  load?: Load<R, L> | undefined;
  respond: (incoming: Incoming<R, L>) => Promise<Answer>;
};

/**
 * What every Lambda behind a signed-in route begins with: who calls, what they ask, and whether they asked it before. An
 * Idempotency-Key is claimed while all that is needed is read, since reading changes nothing.
 */
export const signedIn = <R extends Route, L = undefined>(route: R, { load, respond }: Responding<R, L>) =>
  lambda(route, async (event) => {
    const accountId = await authenticate(event.headers.authorization);
    const parts = parse(route, event);
    const [caller, loading] = [enabled(accountId), load?.(parts, accountId) as Promise<L>];
    // Where the key is refused, nobody awaits them: a rejection of theirs must not count as unhandled.
    Promise.allSettled([caller, loading]);
    return once({ route, event, accountId, caller }, (claim) =>
      respond({ parts, caller, loading, accountId, claim, event }),
    ).catch((error) => countMiss(accountId, error));
  });

/** The ticket that the address names. */
export const ticketIdOf = (parts: { params: unknown }): string => (parts.params as { ticketId: string }).ticketId;
