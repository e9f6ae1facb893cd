import { mkdirSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { StreamRecord } from "./eventStream.ts";

type Kept = { streamArn: string; shards: Record<string, string> };

const saveEveryMs = 50;

/**
 * Keeps how far a mapping has got in each shard: up to the first record that is not done. What was done beyond it when
 * the process was killed is delivered again; nothing is left out.
 */
export async function openCheckpoints(dataDir: string, mapping: string, streamArn: string) {
  const folder = join(dataDir, "checkpoints");
  const file = join(folder, `${mapping}.json`);
  mkdirSync(folder, { recursive: true });
  const shards = new Map(Object.entries(readKept(file, streamArn)));
  /** The records under way of each shard in their order, and whether each is done. */
  const underWay = new Map<string, Map<string, boolean>>();
  let waiting: (() => void)[] = [];
  let saving: Promise<void> | undefined;
  let changed = false;

  async function save(): Promise<void> {
    while (changed) {
      changed = false;
      const kept: Kept = { streamArn, shards: Object.fromEntries(shards) };
      await writeFile(`${file}.new`, JSON.stringify(kept));
      await rename(`${file}.new`, file);
      await pause(saveEveryMs);
    }
  }

  function advance(shard: string, records: Map<string, boolean>): void {
    for (const [sequence, isDone] of records) {
      if (!isDone) return;
      records.delete(sequence);
      shards.set(shard, sequence);
      changed = true;
    }
  }

  return {
    after: (shard: string): string | undefined => shards.get(shard),
    begin({ shard, sequence }: StreamRecord): void {
      const records = underWay.get(shard) ?? new Map<string, boolean>();
      underWay.set(shard, records.set(sequence, false));
    },
    done({ shard, sequence }: StreamRecord): void {
      const records = underWay.get(shard);
      if (!records?.has(sequence)) return;
      advance(shard, records.set(sequence, true));
      if (records.size === 0) for (const tell of waiting.splice(0)) tell();
      saving ??= save().finally(() => {
        saving = undefined;
      });
    },
    /** Resolves once nothing is under way. */
    async settled(): Promise<void> {
      const busy = () => [...underWay.values()].some((records) => records.size > 0);
      while (busy()) await new Promise<void>((tell) => void waiting.push(tell));
    },
    async close(): Promise<void> {
      const tellAll = waiting;
      waiting = [];
      underWay.clear();
      for (const tell of tellAll) tell();
      await saving;
    },
  };
}

/** A stream that was made anew begins at its beginning. */
function readKept(file: string, streamArn: string): Kept["shards"] {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
    return kept.streamArn === streamArn ? kept.shards : {};
  } catch {
    return {};
  }
}
