import { type Data, tableEnvironment } from "../data/data.ts";
import type { Settings } from "../settings.ts";

/** What the Lambdas around an approval are told: the table, and how long people have. */
export const approvalEnvironment = (settings: Settings, data: Data): Record<string, string> => ({
  ...tableEnvironment(settings, data),
  REMIND_AFTER_SECONDS: String(settings.remindAfterSeconds),
  REMINDERS_BEFORE_ADMINS: String(settings.remindersBeforeAdmins),
  EXPIRE_AFTER_SECONDS: String(settings.expireAfterSeconds),
  AUTO_CLOSE_AFTER_SECONDS: String(settings.autoCloseAfterSeconds),
});
