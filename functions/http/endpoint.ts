import type { APIGatewayProxyEventV2 as Event } from "aws-lambda";
import type { Result, Route } from "../contract/route.ts";
import { type Action, must } from "../domain/access.ts";
import type { Account } from "../domain/account.ts";
import { type Answer, type Claim, keepAnswer } from "../store/requests.ts";
import { findWhole } from "../store/tickets.ts";
import { answer } from "./answer.ts";
import { authenticate } from "./authentication.ts";
import { enabled, readable } from "./caller.ts";
import { lambda } from "./lambda.ts";
import { once } from "./once.ts";
import { type Parts, parse } from "./request.ts";
import type { Whole } from "./views.ts";

/** A request whose caller is known: its parts by the route's schemas, and the account as it stands now. */
export type Call<R extends Route> = Parts<R> & { account: Account };
export type TicketCall<R extends Route> = Call<R> & Whole;
export type TicketRoute = Route & { params: NonNullable<Route["params"]> };

/** A Lambda for signed-in callers. */
export const endpoint = <R extends Route>(route: R, run: (call: Call<R>) => Promise<Result<R>> | Result<R>) =>
  signedIn(route, async ({ parts, caller, claim }) => {
    const given = answer(route, await run({ ...parts, account: await caller }));
    if (claim) await keepAnswer(claim, given);
    return given;
  });

type Reading<R extends Route, L> = {
  may: Action;
  /** What else is read, at the same time as the ticket and the account. */
  load?: (parts: Parts<R>, accountId: string) => Promise<L>;
  show: (call: TicketCall<R> & { loaded: L }) => Promise<Result<R>> | Result<R>;
};

/** A Lambda that shows something of one ticket, to those who may see it. */
export const ticketEndpoint = <R extends TicketRoute, L = undefined>(route: R, { may, load, show }: Reading<R, L>) =>
  signedIn(route, async ({ parts, caller, accountId }) => {
    const [account, found, loaded] = await Promise.all([
      caller,
      findWhole(ticketIdOf(parts)),
      load?.(parts, accountId) as Promise<L>,
    ]);
    const ticket = readable(account, found.ticket);
    must(account, may, ticket);
    return answer(route, await show({ ...parts, ...found, account, ticket, loaded }));
  });

/** What a signed-in request brings. The account is being read; await it together with what else is needed. */
type Incoming<R extends Route> = {
  parts: Parts<R>;
  caller: Promise<Account>;
  accountId: string;
  claim: Claim | null;
  event: Event;
};

/** What every Lambda behind a signed-in route begins with: who calls, what they ask, and whether they asked it before. */
export const signedIn = <R extends Route>(route: R, respond: (incoming: Incoming<R>) => Promise<Answer>) =>
  lambda(route, async (event) => {
    const accountId = await authenticate(event.headers.authorization);
    const parts = parse(route, event);
    return once(route, event, accountId, (claim) =>
      respond({ parts, caller: enabled(accountId), accountId, claim, event }),
    );
  });

export const ticketIdOf = (parts: { params: unknown }): string => (parts.params as { ticketId: string }).ticketId;
