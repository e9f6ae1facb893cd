import { parentPort, workerData } from "node:worker_threads";
import { shippedCategories } from "../../functions/domain/category.ts";
import { priorities } from "../../functions/domain/ticket.ts";
import { chance, idOf, oneOf } from "../fill/fillChance.ts";
import { type Cast, type Course, live } from "../fill/fillLives.ts";
import { textOf } from "../fill/fillText.ts";
import { happening, writesOf } from "./hotKeysItems.ts";
import { headsOf, itHeads, requesterBy, technicianBy } from "./hotKeysPeople.ts";
import type { KeyLoad, Simulation } from "./hotKeysSimulation.ts";
import { unitsOf } from "./hotKeysUnits.ts";

/** In a thread, since the number of shards is read from the environment: counts a sample of lives, and scales it up. */
const { lives, ticketsASecond } = workerData as Simulation;
const hour = 3_600_000;
const begin = Date.parse("2026-11-20T09:00:00.000Z");
const random = chance(5);

type Count = { units: number; lives: number; last: number };
const counts = new Map<string, Count>();
for (let index = 0; index < lives; index++) count(index);
parentPort?.postMessage(loads());

function count(index: number): void {
  const cast = castOf(index);
  for (const step of live(cast, courseBy(random()))) {
    for (const written of writesOf(happening(step, cast.requester, cast.technician))) {
      for (const { of, key, units } of unitsOf(written)) add(`${of} ${key}`, units, index);
    }
  }
}

function add(key: string, units: number, life: number): void {
  const found = counts.get(key) ?? { units: 0, lives: 0, last: -1 };
  counts.set(key, { units: found.units + units, lives: found.lives + (found.last === life ? 0 : 1), last: life });
}

/** A key that one life alone has touched stands for no more than that life: all of it in one second, at worst. */
function loads(): KeyLoad[] {
  const scale = ticketsASecond / lives;
  const all = [...counts].map(([key, { units, lives: touched }]) => ({
    key,
    units: touched > 1 ? units * scale : units,
  }));
  return all.sort((a, b) => b.units - a.units).slice(0, 1000);
}

/** Everything that happens to a ticket happens within the same hour, as if it had begun earlier. */
function castOf(index: number): Cast {
  const requester = requesterBy(random);
  return {
    id: idOf(index),
    ...textOf(random, 40),
    priority: priorities[[1, 1, 1, 1, 0, 0, 2, 2, 2, 3][Math.floor(random() * 10)] ?? 1] ?? "medium",
    category: oneOf(shippedCategories, random()),
    requester,
    head: headsOf(requester.department ?? "")[0] ?? requester,
    itHead: itHeads[0] ?? requester,
    technician: technicianBy(random),
    at: begin + (index / lives) * hour * 0.7,
    pace: 60_000,
  };
}

function courseBy(share: number): Course {
  if (share < 0.9) return "whole";
  return share < 0.95 ? "rejected" : "cancelled";
}
