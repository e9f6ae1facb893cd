export type Overrides = Record<string, string | undefined>;

/**
 * What the environment sets in place of the template: EXPIRE_AFTER_SECONDS=60 npm start makes days seconds. With what is no
 * number, such as 1m, approvals would expire at once or a machine would never rest, and nothing would say why.
 */
export function overridesOf(environment: Overrides): Overrides {
  const set = Object.entries(environment).filter(([name]) => /_SECONDS$|^REMINDERS_|^CHAOS_SEED$/.test(name));
  const wrong = set.find(([name, value]) => /_(AFTER|EVERY)_SECONDS$/.test(name) && !(Number(value) > 0));
  if (wrong) throw new Error(`${wrong.join("=")} is no number of seconds`);
  return Object.fromEntries(set);
}
