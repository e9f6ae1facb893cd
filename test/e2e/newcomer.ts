import { signIn as session } from "../../local/session.ts";
import { until } from "../../local/until.ts";
import { invite, mailsTo } from "../cloud/newcomers.ts";
import { password, people, url } from "./browser.ts";

/** An administrator's way to the API, for what is not done in the browser here. */
export const admin = () => session(url, people.admin, password);

/** Somebody who has an invitation in the mail and has never signed in. */
export const invited = async (): Promise<string> => (await invite(await admin())).email;

/** The code in the newest e-mail to an address, other than those before. */
export async function mailedCode(email: string, before: readonly string[] = []): Promise<string> {
  const codes = async () =>
    (await mailsTo(url, email)).flatMap(({ text }) => /with the code (\d{6})/.exec(text)?.[1] ?? []);
  const found = await until(
    codes,
    ([newest]) => newest !== undefined && !before.includes(newest),
    `a code for ${email}`,
  );
  return String(found[0]);
}
