import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessLine } from "../../lib/api/apiStage.ts";

/** CloudWatch counts 26 bytes more for each line (PutLogEvents, Amazon CloudWatch Logs API Reference). */
const perLine = 26;
const id = "a52ab1b8-3a56-4c3f-a0f2-8b8f0d2a3f5e";

/** How long the log of the local cloud is now: what follows is asked for from there. */
export const lengthOfLog = (dataDir: string): number => readLog(dataDir).length;

/**
 * What Lambdas have logged since, in bytes as they are paid for: each line as the runtime writes it in the format JSON. Of
 * its own, Lambda writes nothing about an invocation in which nothing goes wrong (docs/decisions.md).
 */
export function loggedSince(dataDir: string, from: number): number {
  return readLog(dataDir)
    .slice(from)
    .split("\n")
    .filter(Boolean)
    .reduce((sum, line) => sum + bytesOf(line), 0);
}

const readLog = (dataDir: string): string => readFileSync(join(dataDir, "logs/lambda.log"), "utf8");

/** A line of the local log: time, level, function, id, and what was said. */
function bytesOf(line: string): number {
  const [timestamp, level, , requestId, ...said] = line.split(" ");
  const message = said.join(" ");
  const around = JSON.stringify({ timestamp, level, requestId, message: 0 }).length - 1;
  return around + Buffer.byteLength(message) + perLine;
}

/** What the gateway's variables stand for in a line of its log, where they are long. */
const values: Record<string, string> = {
  "$context.requestId": "ZQ7bRhYzIAMEVHg=",
  "$context.requestTime": "26/Nov/2026:09:00:00 +0000",
  "$context.identity.sourceIp": "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
  "$context.authorizer.claims.sub": id,
  "$context.routeKey": "POST /v1/tickets/{ticketId}/approvals/{stage}/decision",
  "$context.path": "/v1/tickets/T-7K3M9QX/approvals/it_head/decision",
  "$context.integration.requestId": id,
};

/** The gateway's own line about a request, at its longest. */
export const accessBytes: number =
  JSON.stringify(Object.fromEntries(Object.entries(accessLine).map(([name, value]) => [name, values[value] ?? "1000"])))
    .length + perLine;
