/** An error for the operator: its name, what it says, and where it was. Cut short: what is logged is paid for by the byte. */
export function whatFailed(error: unknown): { error: string; message: string; stack: string } {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const frames = stack
    .slice(stack.indexOf("\n    at ") + 1)
    .split("\n")
    .slice(0, 5);
  const where = frames.map((frame) => frame.trim().replace(/^at /, "")).join(" < ");
  return { error: cut(name, 60), message: cut(message, 200), stack: cut(where, 230) };
}

/** The beginning of a text that takes at most so many bytes in a line of JSON. */
function cut(text: string, bytes: number): string {
  let end = Math.min(text.length, bytes);
  while (Buffer.byteLength(JSON.stringify(text.slice(0, end))) > bytes) end -= 5;
  return text.slice(0, Math.max(end, 0));
}
