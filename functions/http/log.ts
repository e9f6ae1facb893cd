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

/** What went wrong on our side, for the operator. Cut short: what is logged is paid for by the byte. */
export function logFailure(requestId: string, error: unknown): void {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const frames = stack
    .slice(stack.indexOf("\n    at ") + 1)
    .split("\n")
    .slice(0, 5);
  const where = frames.map((frame) => frame.trim().replace(/^at /, "")).join(" < ");
  const told = { error: cut(name, 60), message: cut(message, 200), stack: cut(where, 230) };
  console.error(JSON.stringify({ level: "error", requestId, ...told }));
}

/** The beginning of a text that takes at most so many bytes in a line of JSON. */
function cut(text: string, bytes: number): string {
  let end = Math.min(text.length, bytes);
  while (Buffer.byteLength(JSON.stringify(text.slice(0, end))) > bytes) end -= 5;
  return text.slice(0, Math.max(end, 0));
}
