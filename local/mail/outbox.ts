import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";

export type Sent = {
  id: string;
  /** ISO 8601 */
  at: string;
  channel: "email" | "sms";
  from: string;
  to: string[];
  replyTo: string[];
  subject: string;
  text: string;
  html: string | null;
};
export type Outbox = {
  add(message: Omit<Sent, "at">): void;
  /** All that was sent, newest first. */
  list(): Sent[];
};

/** Keeps every e-mail and SMS, one a line, on disk before it counts as sent. */
export function openOutbox(dataDir: string): Outbox {
  const file = join(dataDir, "outbox.jsonl");
  const sent = readKept(file);
  return {
    add(message) {
      const entry = { ...message, at: new Date().toISOString() };
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
      sent.push(entry);
    },
    list: () => sent.toReversed(),
  };
}

/** A line that a kill has torn was never answered for. */
function readKept(file: string): Sent[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const whole = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
  if (whole.length < bytes.length) truncateSync(file, whole.length);
  return whole
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Sent);
}
