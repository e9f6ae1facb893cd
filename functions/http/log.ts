/** One line of JSON for each invocation: no titles, texts, addresses or tokens. */
export function logInvocation(line: {
  route: string;
  requestId: string;
  status: number;
  milliseconds: number;
  code: string | null;
}): void {
  console.log(JSON.stringify({ level: line.status >= 500 ? "error" : "info", ...line }));
}

/** What went wrong on our side, for the operator. */
export function logFailure(requestId: string, error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(
    JSON.stringify({ level: "error", requestId, error: name, message, stack: stack?.split("\n").slice(1, 8) }),
  );
}
