import { whatFailed } from "../store/whatFailed.ts";

export type Line = { route: string; requestId: string; status: number; milliseconds: number; code: string | null };

/**
 * One line for each invocation, with the error where it failed on our side: no titles, texts, addresses or tokens. An object,
 * not its text: Lambda writes it as JSON itself, beside the time, the level and the invocation's own id.
 */
export function logInvocation(line: Line, failure?: { error: unknown }): void {
  const told = { ...line, ...(failure && whatFailed(failure.error)) };
  if (line.status >= 500) console.error(told);
  else console.log(told);
}
