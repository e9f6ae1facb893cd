import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, test } from "vitest";
import type { Account } from "../../functions/domain/account.ts";
import { raise } from "../../functions/domain/lifecycle.ts";
import { category } from "../domain/people.ts";
import { startStill } from "./engines.ts";

/* What an operator runs, as they run it: what it says, and how it ends, which is what a script of theirs goes by. */
const engines = await startStill();
afterAll(() => engines.stop());
const { findAccount, findStored, peopleOf, updateAccount } = await import("../../functions/store/accounts.ts");
const { dynamo } = await import("../../functions/store/client.ts");
const { newTicketId } = await import("../../functions/store/ids.ts");
const { keys } = await import("../../functions/store/table.ts");
const { commit } = await import("../../functions/store/tickets.ts");

const TableName = engines.tableName;
const [requester] = (await peopleOf("user", "finance")) as [Account];
const words = { id: newTicketId(), title: "A lamp", description: "d", priority: "low" } as const;
const { ticket } = await commit(raise(words, category(), requester, new Date().toISOString()));

/** Which table and which people it works on, a script knows from its options alone. */
const { TABLE_NAME: _table, USER_POOL_ID: _pool, ...bare } = process.env;
type Ended = { code: number; stdout: string; stderr: string };
const run = (script: string, ...given: string[]): Promise<Ended> =>
  promisify(execFile)(process.execPath, [`bin/${script}.ts`, ...given], { env: bare }).then(
    (said) => ({ code: 0, ...said }),
    (ended: Ended) => ended,
  );
const onTable = ["--table", TableName];

async function changed(key: { PK: string; SK: string }, change: (item: Record<string, unknown>) => object) {
  const { Item = {} } = await dynamo.send(new GetCommand({ TableName, Key: key }));
  await dynamo.send(new PutCommand({ TableName, Item: { ...Item, ...change(Item) } }));
}

test.each([
  ["verify", "--table NAME"],
  ["recount", "--table NAME"],
  ["erase", "--account ID --table NAME --userPool ID"],
])("%s says what it needs, and does nothing without it", async (script, needed) => {
  expect(await run(script)).toMatchObject({ code: 2, stderr: expect.stringContaining(needed), stdout: "" });
});

test("verify ends well where all histories are as they were written, and else names the event that is not", async () => {
  expect(await run("verify", ...onTable)).toMatchObject({
    code: 0,
    stdout: "1 histories read, 0 broken.\n",
    stderr: "",
  });
  await changed(keys.event(ticket.id, 1), () => ({ description: "never said" }));
  const { code, stdout, stderr } = await run("verify", ...onTable);
  expect([code, stdout]).toEqual([1, "1 histories read, 1 broken.\n"]);
  expect(stderr).toContain(`${ticket.id}: event 1 `);
});

test.each(["verify", "recount", "erase"])(
  "%s is refused where it would see but some of the shards, in a sentence that says what to do",
  async (script) => {
    const whose = script === "erase" ? ["--account", requester.id, "--userPool", engines.userPoolId] : [];
    const refused = await run(script, ...onTable, ...whose, "--shards", "2");
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/^[^\n]*--shards 4[^\n]*\n$/);
  },
);

describe("erase", () => {
  const erase = (id: string) => run("erase", "--account", id, ...onTable, "--userPool", engines.userPoolId);

  test("refuses an account that is not disabled, says so without a trace of code, and changes nothing", async () => {
    const refused = await erase(requester.id);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/^[^\n]*disable[^\n]*\n$/i);
    expect((await findAccount(requester.id))?.name).toBe(requester.name);
  });

  test("takes somebody's name out, and says how much it has changed", async () => {
    const stored = (await findStored(requester.id)) ?? expect.fail();
    await updateAccount(stored, (account) => ({ ...account, disabled: true }));
    expect(await erase(requester.id)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Items changed: [1-9]/),
    });
    expect((await findAccount(requester.id))?.name).toMatch(/^Former user/);
  });
});
