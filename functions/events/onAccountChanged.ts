import type { SQSEvent } from "aws-lambda";
import type { Account } from "../domain/account.ts";
import { aftermathOf, wasGivenBefore, whyGone } from "../domain/aftermath.ts";
import { askAnew } from "../domain/asking.ts";
import type { AuditEvent } from "../domain/audit.ts";
import { isReopening, type LeaveReason, type TicketEvent } from "../domain/event.ts";
import { unassign } from "../domain/lifecycle.ts";
import { decidersNow, findAccount } from "../store/accounts.ts";
import { changeAsSystem } from "../store/changeAsSystem.ts";
import { disableSignIn, enableSignIn } from "../store/identity.ts";
import { ticketsOf, undecidedTickets } from "../store/lists/ticketWalk.ts";
import { socketsOfAccount } from "../store/sockets.ts";
import { hangUp } from "./push.ts";
import { eachMessage, settleAll } from "./queueBatch.ts";

/**
 * Does what follows from a change of an account: Cognito learns who may sign in, connections end, unfinished work goes back
 * to the queue, and approvals are asked of others. Each step does what is left to do, so that a message that was cut
 * short, or comes twice or late, ends the same.
 */
export const handler = (batch: SQSEvent) =>
  eachMessage<AuditEvent | TicketEvent>(batch, (event) =>
    "ticketId" in event ? afterAssignment(event) : afterChange(event),
  );

async function afterChange(event: AuditEvent): Promise<void> {
  const { signIn, reconnects, leaves, reasks } = aftermathOf(event);
  if (reconnects) await settleAll(await socketsOfAccount(event.about.id), hangUp);
  if (signIn) await matchSignIn(event.about.id);
  if (leaves) await handBack(event.about.id, leaves, event.at);
  for (const department of reasks === "all" ? [null] : reasks) await askOthers(department, event.about.id);
}

/**
 * Whoever was put on a ticket may have left at the same moment, where neither write has seen the other; whoever had resolved
 * a ticket that is reopened may have left long ago.
 */
async function afterAssignment(event: TicketEvent): Promise<void> {
  if (event.type !== "TicketAssigned" && !isReopening(event)) return;
  await changeAsSystem(event.ticketId, null, async (ticket, act) => {
    const { assignee } = ticket;
    const reason = assignee && whyGone(ticket, await findAccount(assignee.id));
    return reason ? unassign(ticket, assignee.id, reason, act) : null;
  });
}

/**
 * Brings Cognito in line with the table. Of two such at the same moment, one may read the account before a change and
 * tell Cognito after it; so each looks again, and whoever is last has seen the last change.
 */
async function matchSignIn(accountId: string): Promise<void> {
  let account: Account | null = await findAccount(accountId);
  for (let told: boolean | null = null; account && account.disabled !== told; account = await findAccount(accountId)) {
    await (account.disabled ? disableSignIn : enableSignIn)(accountId);
    if (account.disabled) await settleAll(await socketsOfAccount(accountId), hangUp);
    told = account.disabled;
  }
}

async function handBack(accountId: string, reason: LeaveReason, at: string): Promise<void> {
  const account = await findAccount(accountId);
  for await (const ids of ticketsOf(accountId)) {
    await Promise.all(
      ids.map((id) =>
        changeAsSystem(id, null, (ticket, act) =>
          wasGivenBefore(ticket, account, at) ? unassign(ticket, accountId, reason, act) : null,
        ),
      ),
    );
  }
}

async function askOthers(department: string | null, changedId: string): Promise<void> {
  const people = await decidersNow(changedId);
  for await (const ids of undecidedTickets(department)) {
    await Promise.all(ids.map((id) => changeAsSystem(id, null, (ticket, act) => askAnew(ticket, people, act))));
  }
}
