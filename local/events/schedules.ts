import { randomUUID } from "node:crypto";
import type { Invoke } from "../lambda/lambda.ts";
import { account, region } from "../template/templateNames.ts";
import type { ScheduleWire } from "../template/wires.ts";

const units = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Runs scheduled functions at their rate. A run that takes longer than its rate is not joined by another. */
export function startSchedules(schedules: readonly ScheduleWire[], invoke: Invoke) {
  const timers = schedules.map((schedule) => {
    let running = false;
    return setInterval(async () => {
      if (running) return;
      running = true;
      // A failure is in the function's log, and the next tick does what this one has left.
      await invoke(schedule.function, eventOf(schedule)).catch(() => {});
      running = false;
    }, millisecondsOf(schedule.expression));
  });
  return {
    stop(): void {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** What a scheduled function is given: its own input, or the event of the rule. */
const eventOf = ({ id, input }: ScheduleWire): unknown =>
  input ?? {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account,
    time: new Date().toISOString(),
    region,
    resources: [`arn:aws:events:${region}:${account}:rule/${id}`],
    detail: {},
  };

function millisecondsOf(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (second|minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (!unit) throw new Error(`The local cloud knows no schedule like ${expression}, only rate(...)`);
  return Number(count) * units[unit as keyof typeof units];
}
