/** A refusal of the user pool, by its name: NotAuthorizedException, CodeMismatchException, ... */
export class SignInRefused extends Error {
  override name = "SignInRefused";
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What went wrong, as far as a person is concerned. */
export type Trouble =
  | "wrongPassword"
  | "disabled"
  | "temporaryExpired"
  | "notYetUsed"
  | "tooMany"
  | "tooLate"
  | "signedOut"
  | "wrongCode"
  | "expiredCode"
  | "usedCode"
  | "weakPassword"
  | "impossible"
  | "resetRequired"
  | "outOfOrder"
  | "unreachable";

/** The pool tells several things by one name; only its message tells them apart. */
const unauthorized: [RegExp, Trouble][] = [
  [/disabled/i, "disabled"],
  [/temporary password has expired/i, "temporaryExpired"],
  [/cannot be reset in the current state/i, "notYetUsed"],
  [/attempts exceeded/i, "tooMany"],
  [/session/i, "tooLate"],
  [/access token/i, "signedOut"],
];
const named: Record<string, Trouble> = {
  UserNotFoundException: "wrongPassword",
  CodeMismatchException: "wrongCode",
  EnableSoftwareTokenMFAException: "wrongCode",
  InvalidPasswordException: "weakPassword",
  PasswordHistoryPolicyViolationException: "weakPassword",
  PasswordResetRequiredException: "resetRequired",
  LimitExceededException: "tooMany",
  TooManyRequestsException: "tooMany",
  TooManyFailedAttemptsException: "tooMany",
  InvalidParameterException: "impossible",
};

export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof SignInRefused)) return "unreachable";
  const { reason, message } = error;
  if (reason === "NotAuthorizedException") {
    return unauthorized.find(([pattern]) => pattern.test(message))?.[1] ?? "wrongPassword";
  }
  if (reason === "ExpiredCodeException") return /already been used/i.test(message) ? "usedCode" : "expiredCode";
  return named[reason] ?? "outOfOrder";
}

/** A refusal that asking again will not change; the others pass. */
export const isFinal = (error: unknown): boolean =>
  !["tooMany", "outOfOrder", "unreachable"].includes(troubleOf(error));
