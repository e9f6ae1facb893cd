import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Prepared, startCloud } from "../cloud.ts";
import { type Session, signIn } from "../session.ts";
import { until } from "../until.ts";
import { watchTold } from "./demoTold.ts";
import { demoPassword, seedDemo } from "./seed.ts";

/**
 * The story of a help desk with approval, over HTTP, as five people: a licence request raised, approved twice,
 * assigned, worked on, resolved and closed; and one rejected. Each step prints who was told, why and by which channel.
 * `npm run demo -- URL` plays it on a system that runs;
 * without a URL it starts one of its own. Ends with an error where anything differs from the story.
 */
const [, , url] = process.argv;

async function play(address: string): Promise<void> {
  const as = (name: string) => signIn(address, `${name}@example.com`, demoPassword);
  const [user, hod, itHead, admin, technician] = await Promise.all([
    as("user.finance"),
    as("hod.finance"),
    as("ithead"),
    as("admin"),
    as("tech.ana"),
  ]);

  const told = watchTold(address, [user, hod, itHead, admin, technician]);
  const byBoth: ["app", "e-mail"] = ["app", "e-mail"];

  const granted = await raise(user, "Licence for a spreadsheet add-in", "To reconcile 400 accounts a month.");
  await told(granted, { "hod.finance": byBoth });
  await decide(hod, granted, "hod", "approve", "Saves us two days a month.");
  await reach(user, granted, "pending_it_head_approval");
  await told(granted, { "user.finance": byBoth, ithead: byBoth });
  await decide(itHead, granted, "it_head", "approve", "Within the licence budget.");
  await reach(user, granted, "approved");
  await told(granted, { "user.finance": [...byBoth, ...byBoth], ithead: byBoth });
  await assign(admin, granted, technician);
  await told(granted, { "tech.ana": byBoth, "user.finance": ["app"] });
  await move(technician, granted, "in_progress");
  await told(granted, { "user.finance": ["app"] });
  await move(technician, granted, "resolved", "Licence installed and activated; restart the spreadsheet once.");
  await told(granted, { "user.finance": byBoth });
  await move(user, granted, "closed", "Works, thank you.");
  await told(granted, { "tech.ana": ["app"] });

  const refused = await raise(user, "Licence for a second diagram editor", "I like the other one better.");
  await told(refused, { "hod.finance": byBoth });
  await decide(hod, refused, "hod", "reject", "We pay for one diagram editor already.");
  await reach(user, refused, "rejected");
  await told(refused, { "user.finance": byBoth });

  await show(itHead, granted, [
    ...["TicketRaised", "ApprovalRequested", "ApprovalGiven", "ApprovalRequested", "ApprovalGiven", "TicketApproved"],
    ...["TicketAssigned", "StatusChanged", "StatusChanged", "StatusChanged"],
  ]);
  await show(itHead, refused, ["TicketRaised", "ApprovalRequested", "TicketRejected"]);
  console.log("\nThe story went as told.");
}

async function raise({ client, email }: Session, title: string, description: string): Promise<string> {
  const category = "license-request";
  const { body } = await client.raiseTicket({ body: { title, description, category, priority: "medium" } });
  assert.equal(body.status, "pending_hod_approval");
  console.log(`\n${email} raised ${body.id}: ${title}`);
  await until(
    async () => (await client.getHistory({ params: { ticketId: body.id }, query: {} })).body.items.length,
    (events) => events >= 2,
    "asking the head of department",
  );
  return body.id;
}

async function decide(
  { client, email }: Session,
  ticketId: string,
  stage: "hod" | "it_head",
  decision: "approve" | "reject",
  comment: string,
): Promise<void> {
  const inbox = await client.listApprovals({ query: {} });
  assert(
    inbox.body.items.some(({ id }) => id === ticketId),
    `${ticketId} is not in the inbox of ${email}`,
  );
  const { body } = await client.decideApproval({ params: { ticketId, stage }, body: { decision, comment } });
  const approval = body.approvals.find((candidate) => candidate.stage === stage);
  assert.equal(approval?.state, decision === "approve" ? "approved" : "rejected");
  console.log(`${email} decided at the stage ${stage}: ${decision}`);
}

async function assign({ client, email }: Session, ticketId: string, technician: Session): Promise<void> {
  const { body: account } = await technician.client.getMe({});
  const { body } = await client.assignTicket({ params: { ticketId }, body: { technicianId: account.id } });
  assert.equal(body.assignee?.id, account.id);
  console.log(`${email} assigned it to ${account.name}`);
}

async function move(
  { client, email }: Session,
  ticketId: string,
  status: "in_progress" | "resolved" | "closed",
  comment?: string,
): Promise<void> {
  const { body } = await client.moveTicket({ params: { ticketId }, body: { status, comment } });
  assert.equal(body.status, status);
  console.log(`${email} moved it to ${status}`);
}

const reach = ({ client }: Session, ticketId: string, status: string) =>
  until(
    async () => (await client.getTicket({ params: { ticketId } })).body.status,
    (now) => now === status,
    `${ticketId} becoming ${status}`,
  );

/** Prints a ticket's history, and holds it against the story. */
async function show({ client }: Session, ticketId: string, expected: string[]): Promise<void> {
  const { body } = await client.getHistory({ params: { ticketId }, query: { limit: 100 } });
  console.log(`\nHistory of ${ticketId}`);
  for (const event of body.items) {
    const { sequence, at, type, by, hash } = event;
    console.log(
      `  ${String(sequence).padStart(2)}  ${at}  ${type.padEnd(18)} ${by.name.padEnd(18)} ${hash?.slice(0, 16) ?? ""}`,
    );
  }
  const types = body.items.map(({ type }) => type);
  assert.deepEqual(types, expected, `the history of ${ticketId} differs from the story`);
}

async function onOwnCloud(run: (address: string) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "ticket-desk-demo-"));
  const prepare = (prepared: Prepared) => seedDemo(prepared, { password: demoPassword, tickets: false });
  const cloud = await startCloud({ dataDir, port: 0, quiet: true, prepare });
  try {
    await run(cloud.url);
  } finally {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await (url ? play(url) : onOwnCloud(play));
