import { afterAll, expect, test } from "vitest";
import { startStill } from "./engines.ts";

const engines = await startStill();
afterAll(() => engines.stop());
const { peopleOf } = await import("../../functions/store/accounts.ts");
const { sendNewPassword } = await import("../../functions/store/signInMail.ts");

test("whoever signs in for the first time while their password is reset gets a code, since nobody can invite them any more", async () => {
  const [member] = await peopleOf("technician");
  if (!member) throw new Error("there is no technician");
  expect(await sendNewPassword(member, "FORCE_CHANGE_PASSWORD")).toBe("code");
});
