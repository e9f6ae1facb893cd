import { writeFileSync } from "node:fs";
import type { ScheduleWire } from "../../local/template/wires.ts";
import { type MeteredDesk, startMeteredDesk } from "../units/meteredDesk.ts";
import { liveThrough, type Regime, statesEntered } from "../units/unitLives.ts";
import { measureReads } from "../units/unitReads.ts";
import { pageOf } from "./costPage.ts";
import { assumed, type Life, lifeUsage, lookUsage, mailUsage } from "./costUsage.ts";
import { lengthOfLog, loggedSince } from "./logged.ts";
import { countMessages } from "./messages.ts";

/** Writes docs/costs.md from units that it measures and a table of prices: `npm run bench -- costs`. */
const page = "docs/costs.md";
const acts = 10;
const mails = 6;
/** DynamoDB counts 100 bytes more for each item, and for each entry of an index. */
const overhead = 100;
const [rowIndexes, rowBytes] = [6, 600];
const desk = await startMeteredDesk();
try {
  const { wires } = desk.cloud;
  const apart = await measured(desk, 1, true);
  const busy = await measured(desk, 24, false);
  const [ticketId = ""] = apart.ticketIds;
  const costs = {
    life: lifeUsage(apart, wires),
    busy: lifeUsage(busy, wires),
    mails: mailUsage(mails, apart),
    looks: lookUsage(acts * assumed.looksPerAct, acts * (await readUnitsOfALook(desk, ticketId)), apart),
    storedBytes: storedBytesOf(apart),
    queues: wires.queueSources.length,
    scheduled: wires.schedules.reduce((sum, schedule) => sum + timesAMonth(schedule), 0),
  };
  const written = pageOf(costs, new Date().toISOString().slice(0, 10));
  writeFileSync(page, written);
  console.log(written);
} finally {
  await desk.stop();
}

/** Lives, and what came of them: units, states, messages, log. */
async function measured(desk: MeteredDesk, lives: number, apart: boolean): Promise<Life & Regime> {
  const { dataDir } = desk.cloud;
  await desk.quiet(); // the clocks find something to do in a desk that has just been filled
  const messages = await countMessages(desk.cloud);
  const from = lengthOfLog(dataDir);
  const regime = await liveThrough(desk, apart ? "each event far apart" : "side by side", lives, apart);
  const states = (await statesEntered(desk, regime.ticketIds[0] ?? "")).length;
  return { ...regime, states, acts, messages: await messages(), logged: loggedSince(dataDir, from) };
}

/** Of a list, and of a ticket that is opened with its history, the reader's account each time included. */
async function readUnitsOfALook(desk: MeteredDesk, ticketId: string): Promise<number> {
  const reads = await measureReads(desk, ticketId);
  const looked = reads.filter(({ name }) => ["listTickets department", "getTicket with its history"].includes(name));
  return looked.reduce((sum, { account, rest }) => sum + account + rest, 0);
}

/** What is written once stays; of what is rewritten, the largest. An index entry of a ticket is about 600 bytes. */
function storedBytesOf({ calls, lives }: Regime): number {
  const largest = new Map<string, number>();
  let once = 0;
  for (const { kind, bytes } of calls.flatMap(({ items }) => items)) {
    if (kind === "Event" || kind === "Word" || kind === "Notification") once += bytes + overhead;
    else if (kind !== "Tally") largest.set(kind, Math.max(largest.get(kind) ?? 0, bytes + overhead));
  }
  const rewritten = [...largest.values()].reduce((sum, bytes) => sum + bytes, 0);
  return once / lives + rewritten + rowIndexes * rowBytes;
}

function timesAMonth({ expression }: ScheduleWire): number {
  const [, count, unit = ""] = /^rate\((\d+) (second|minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = { second: 1, minute: 60, hour: 3600, day: 86_400 }[unit];
  return seconds ? (730 * 3600) / (Number(count) * seconds) : 31;
}
