import type { Account } from "../domain/account.ts";
import { tableName } from "./client.ts";
import { keys } from "./table.ts";

/** Part of a transaction: an account is still enabled, with the role and the department that something was decided by. */
export const stillStands = ({ id, role, department }: Account) => ({
  ConditionCheck: {
    TableName: tableName,
    Key: keys.account(id),
    ConditionExpression: "#role = :role AND department = :department AND disabled = :no",
    ExpressionAttributeNames: { "#role": "role" },
    ExpressionAttributeValues: { ":role": role, ":department": department, ":no": false },
  },
});
