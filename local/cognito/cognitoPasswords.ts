import { randomInt } from "node:crypto";
import { CognitoError } from "cognito-local/lib/errors.js";

/** The pool's policy. */
const minimumLength = 12;
/** An invitation is good for seven days. */
export const temporaryMs = 7 * 86_400_000;
const classes: [RegExp, string][] = [
  [/[A-Z]/, "Password must have uppercase characters"],
  [/[a-z]/, "Password must have lowercase characters"],
  [/[0-9]/, "Password must have numeric characters"],
  [/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, "Password must have symbol characters"],
];

/** Throws on a password that the pool's policy does not allow. */
export function checkPassword(password: unknown): asserts password is string {
  const refuse = (why: string) => {
    throw new CognitoError("InvalidPasswordException", `Password did not conform with policy: ${why}`);
  };
  if (typeof password !== "string" || password.length < minimumLength) return refuse("Password not long enough");
  if (password.length > 256) refuse("Password too long");
  for (const [pattern, why] of classes) if (!pattern.test(password)) refuse(why);
}

/** A password for an invitation, with all that the policy asks for: the service, too, takes symbols that mean something in HTML. */
export function temporaryPassword(): string {
  const alphabets = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "!#%+-=<>&"];
  const pick = (alphabet: string) => alphabet.charAt(randomInt(alphabet.length));
  const letters = [...alphabets, ...Array(12).fill(alphabets.slice(0, 3).join(""))].map(pick);
  for (let last = letters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [letters[last], letters[other]] = [String(letters[other]), String(letters[last])];
  }
  return letters.join("");
}

/** What the service says of an account that is locked. */
export const exceeded = "Password attempts exceeded";
const patience = 5;
const forgottenAfter = 15 * 60_000;

type Attempts = { failures: number; last: number };

/** As the service does it: from the fifth wrong password on the account is locked, for a second at first, then doubling. */
export function countAttempts() {
  const attempts = new Map<string, Attempts>();
  const current = (name: string): Attempts | undefined => {
    const found = attempts.get(name);
    if (found && Date.now() - found.last > forgottenAfter) attempts.delete(name);
    return attempts.get(name);
  };
  return {
    /** Throws while the account is locked; attempts meanwhile do not lengthen the lock. */
    check(name: string): void {
      const { failures, last } = current(name) ?? { failures: 0, last: 0 };
      if (failures < patience) return;
      const lock = Math.min(1000 * 2 ** (failures - patience), forgottenAfter);
      if (Date.now() < last + lock) throw new CognitoError("NotAuthorizedException", exceeded);
    },
    fail(name: string): void {
      const failures = (current(name)?.failures ?? 0) + 1;
      attempts.delete(name);
      attempts.set(name, { failures, last: Date.now() });
      const oldest = attempts.keys().next().value;
      if (attempts.size > 10_000 && oldest !== undefined) attempts.delete(oldest);
    },
    clear: (name: string) => void attempts.delete(name),
  };
}
