import type { Patience } from "../domain/patience.ts";

const seconds = (name: string, usual: number): number => Number(process.env[name] ?? usual);

/** How long approvers are waited for; configured at deployment. */
export const patience: Patience = {
  remindAfter: seconds("REMIND_AFTER_SECONDS", 24 * 3600),
  remindersBeforeAdmins: seconds("REMINDERS_BEFORE_ADMINS", 3),
  expireAfter: seconds("EXPIRE_AFTER_SECONDS", 7 * 24 * 3600),
};

/** How long a resolved ticket can be reopened. Seconds. */
export const autoCloseAfter = seconds("AUTO_CLOSE_AFTER_SECONDS", 7 * 24 * 3600);
