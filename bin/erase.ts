import { parseArgs } from "node:util";
import { tellRefusal } from "./tellRefusal.ts";

/**
 * Takes the name, e-mail and phone of somebody who has left out of tickets, histories, the audit trail and the user pool: what
 * they did stays, under a pseudonym. Their account must be disabled. One that was cut off can be begun again.
 */
const { values } = parseArgs({
  options: {
    account: { type: "string" },
    table: { type: "string" },
    userPool: { type: "string" },
    shards: { type: "string", default: "4" },
  },
});
if (!values.account || !values.table || !values.userPool) {
  console.error(
    "Usage: npm run erase -- --account ID --table NAME --userPool ID [--shards 4]   (the data stack's outputs)",
  );
  process.exit(2);
}
Object.assign(process.env, { TABLE_NAME: values.table, USER_POOL_ID: values.userPool, SHARDS: values.shards });

// The store reads which table it is when it is loaded.
const { eraseAccount } = await import("../functions/store/erasure.ts");
const changed = await eraseAccount(values.account).catch(tellRefusal);
console.log(`Items changed: ${changed}. What is left of the account is its id.`);
