import { writeFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { Account } from "../../functions/domain/account.ts";
import { defaultPreferences } from "../../functions/domain/preferences.ts";
import { findAccount, peopleOf, putAccount } from "../../functions/store/accounts.ts";
import { addDepartment, listDepartments } from "../../functions/store/catalogue.ts";
import { invite } from "../../functions/store/signInMail.ts";
import { commit, findDescribed } from "../../functions/store/tickets.ts";
import { VersionRace } from "../../functions/store/transaction.ts";
import { accounts, type DemoAccount, departments } from "./demoAccounts.ts";
import { idOf, play, type Story } from "./demoStory.ts";
import { stories } from "./demoTickets.ts";
import { progressIn, type SeedTask } from "./seed.ts";

const { password, tickets, marker } = workerData as SeedTask;
const pool = new CognitoIdentityProviderClient({});
const day = 86_400_000;

if (progressIn(marker) === "begun" || (await isEmpty())) {
  writeFileSync(marker, "begun");
  await fill();
  writeFileSync(marker, "done");
}
flushCompileCache(); // a thread that is ended keeps nothing by itself
parentPort?.postMessage("done");

/** Whether there is nothing but what the bootstrap makes. */
async function isEmpty(): Promise<boolean> {
  const others = (["hod", "it_head", "technician", "user"] as const).map((role) => peopleOf(role));
  const found = await Promise.all([listDepartments(), ...others]);
  return found.every((list) => list.length === 0);
}

/** Each step leaves what it finds, so that an interrupted filling is completed by another. */
async function fill(): Promise<void> {
  await Promise.all(departments.map(addDepartment));
  const people = new Map<string, Account>();
  for (const one of accounts) people.set(one.email.replace("@example.com", ""), await addPerson(one));
  if (tickets) await Promise.all(stories.map((story) => tell(story, people)));
}

async function addPerson({ title: _, ...given }: DemoAccount): Promise<Account> {
  const { id } = await invite(given.email);
  const command = { UserPoolId: process.env.USER_POOL_ID, Username: given.email, Password: password, Permanent: true };
  await pool.send(new AdminSetUserPasswordCommand(command));
  const account: Account = {
    ...given,
    id,
    disabled: false,
    notifications: defaultPreferences,
    createdAt: new Date(Date.now() - 60 * day).toISOString(),
  };
  await putAccount(account);
  return (await findAccount(id)) ?? account;
}

/**
 * Each event is one transaction, as it would have been at the time. What is written already is not again, by whomever: in
 * a cloud that moves, the approval machine may be quicker.
 */
async function tell(story: Story, people: ReadonlyMap<string, Account>): Promise<void> {
  const steps = play(story, people, Date.now());
  for (;;) {
    const before = await findDescribed(idOf(story));
    const step = steps[before?.ticket.revision ?? 0];
    if (!step) return;
    try {
      await commit(step(before));
    } catch (error) {
      if (!(error instanceof VersionRace)) throw error;
    }
  }
}
