import type { Data } from "./data.ts";
import type { Settings } from "./settings.ts";

/** What the Lambdas around an approval are told: the table, and how long people have. */
export const approvalEnvironment = (settings: Settings, { table }: Data): Record<string, string> => ({
  TABLE_NAME: table.tableName,
  SHARDS: String(settings.shards),
  REMIND_AFTER_SECONDS: String(settings.remindAfterSeconds),
  REMINDERS_BEFORE_ADMINS: String(settings.remindersBeforeAdmins),
  EXPIRE_AFTER_SECONDS: String(settings.expireAfterSeconds),
  AUTO_CLOSE_AFTER_SECONDS: String(settings.autoCloseAfterSeconds),
});
