import assert from "node:assert/strict";
import type { Result } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";
import { type Session, signIn } from "../session.ts";
import { until } from "../until.ts";
import { type Expected, watchTold } from "./demoTold.ts";

/** Who watches: `say` gets each line; after each step the tour goes on once `pause` is over. */
export type Watcher = { say: (line: string) => void; pause?: () => Promise<unknown> };
type Ticket = Result<typeof routes.raiseTicket>;

/**
 * The story of a help desk with approval, over HTTP, as five people: a licence request raised, approved twice,
 * assigned, worked on, resolved and closed; and one rejected. Each step says who was told, why and by which channel.
 * @throws where anything differs from the story
 */
export async function playTour(address: string, password: string, { say, pause }: Watcher): Promise<void> {
  const as = (name: string) => signIn(address, `${name}@example.com`, password);
  const [user, hod, itHead, admin, technician] = await Promise.all([
    as("user.finance"),
    as("hod.finance"),
    as("ithead"),
    as("admin"),
    as("tech.ana"),
  ]);
  const told = watchTold(address, [user, hod, itHead, admin, technician], say);
  const byBoth: ["app", "e-mail"] = ["app", "e-mail"];
  const step = async (of: Ticket, line: string, expected: Expected): Promise<void> => {
    say(line);
    await told(of.id, expected);
    await pause?.();
  };

  const one = await raise(user, "Licence for a spreadsheet add-in", "To reconcile 400 accounts a month.");
  await step(one, raised(user, one), { "hod.finance": byBoth });
  const first = await decide(hod, one, "hod", "approve", "Saves us two days a month.");
  await reach(user, one, "pending_it_head_approval");
  await step(one, first, { "user.finance": byBoth, ithead: byBoth });
  const second = await decide(itHead, one, "it_head", "approve", "Within the licence budget.");
  await reach(user, one, "approved");
  await step(one, second, { "user.finance": [...byBoth, ...byBoth], ithead: byBoth });
  await step(one, await assign(admin, one, technician), { "tech.ana": byBoth, "user.finance": ["app"] });
  await step(one, await move(technician, one, "in_progress"), { "user.finance": ["app"] });
  const solution = "Licence installed and activated; restart the spreadsheet once.";
  await step(one, await move(technician, one, "resolved", solution), { "user.finance": byBoth });
  await step(one, await move(user, one, "closed", "Works, thank you."), { "tech.ana": ["app"] });

  const other = await raise(user, "Licence for a second diagram editor", "I like the other one better.");
  await step(other, raised(user, other), { "hod.finance": byBoth });
  const no = await decide(hod, other, "hod", "reject", "We pay for one diagram editor already.");
  await reach(user, other, "rejected");
  await step(other, no, { "user.finance": byBoth });

  const approved = ["ApprovalRequested", "ApprovalGiven", "ApprovalRequested", "ApprovalGiven", "TicketApproved"];
  const worked = ["TicketAssigned", "StatusChanged", "StatusChanged", "StatusChanged"];
  await showHistory(itHead, one, ["TicketRaised", ...approved, ...worked], say);
  await showHistory(itHead, other, ["TicketRaised", "ApprovalRequested", "TicketRejected"], say);
}

async function raise({ client }: Session, title: string, description: string): Promise<Ticket> {
  const category = "license-request";
  const { body } = await client.raiseTicket({ body: { title, description, category, priority: "medium" } });
  assert.equal(body.status, "pending_hod_approval");
  await until(
    async () => (await client.getHistory({ params: { ticketId: body.id }, query: {} })).body.items.length,
    (events) => events >= 2,
    "asking the head of department",
  );
  return body;
}

const raised = ({ email }: Session, { id, title }: Ticket): string => `${email} raised ${id}: ${title}`;

async function decide(
  { client, email }: Session,
  { id: ticketId }: Ticket,
  stage: "hod" | "it_head",
  decision: "approve" | "reject",
  comment: string,
): Promise<string> {
  const inbox = await client.listApprovals({ query: { limit: 100 } });
  assert(
    inbox.body.items.some(({ id }) => id === ticketId),
    `${ticketId} is not in the inbox of ${email}`,
  );
  const { body } = await client.decideApproval({ params: { ticketId, stage }, body: { decision, comment } });
  const approval = body.approvals.find((candidate) => candidate.stage === stage);
  assert.equal(approval?.state, decision === "approve" ? "approved" : "rejected");
  return `${email} decided at the stage ${stage}: ${decision}`;
}

async function assign({ client, email }: Session, { id }: Ticket, technician: Session): Promise<string> {
  const { body: account } = await technician.client.getMe({});
  const { body } = await client.assignTicket({ params: { ticketId: id }, body: { technicianId: account.id } });
  assert.equal(body.assignee?.id, account.id);
  return `${email} assigned it to ${account.name}`;
}

async function move(
  { client, email }: Session,
  { id }: Ticket,
  status: "in_progress" | "resolved" | "closed",
  comment?: string,
): Promise<string> {
  const { body } = await client.moveTicket({ params: { ticketId: id }, body: { status, comment } });
  assert.equal(body.status, status);
  return `${email} moved it to ${status}`;
}

const reach = ({ client }: Session, { id }: Ticket, status: string) =>
  until(
    async () => (await client.getTicket({ params: { ticketId: id } })).body.status,
    (now) => now === status,
    `${id} becoming ${status}`,
  );

/** Says a ticket's history, and holds it against the story. */
async function showHistory({ client }: Session, { id }: Ticket, expected: string[], say: Watcher["say"]) {
  const { body } = await client.getHistory({ params: { ticketId: id }, query: { limit: 100 } });
  say(`History of ${id}`);
  for (const { sequence, at, type, by, hash } of body.items) {
    const place = String(sequence).padStart(2);
    say(`  ${place}  ${at}  ${type.padEnd(18)} ${by.name.padEnd(18)} ${hash?.slice(0, 16) ?? ""}`);
  }
  const types = body.items.map(({ type }) => type);
  assert.deepEqual(types, expected, `the history of ${id} differs from the story`);
}
