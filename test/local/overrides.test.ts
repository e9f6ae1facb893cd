import { expect, test } from "vitest";
import { overridesOf } from "../../local/overrides.ts";

test("days can be seconds, and nothing else of the environment takes the place of the template", () => {
  const set = { EXPIRE_AFTER_SECONDS: "60", SWEEP_EVERY_SECONDS: "1", REMINDERS_BEFORE_ADMINS: "0" };
  expect(overridesOf({ ...set, TABLE_NAME: "other", HOME: "/root" })).toEqual(set);
});

test.each(["1m", "60s", "", "-5", "0"])("a time that is no number of seconds is refused, and said: %j", (time) => {
  expect(() => overridesOf({ REMIND_AFTER_SECONDS: "60", EXPIRE_AFTER_SECONDS: time })).toThrow(
    `EXPIRE_AFTER_SECONDS=${time} is no number of seconds`,
  );
  expect(() => overridesOf({ AUTO_CLOSE_EVERY_SECONDS: time })).toThrow(/no number of seconds/);
});
