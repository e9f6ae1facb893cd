import { join } from "node:path";
import type { Account } from "../../functions/domain/account.ts";
import type { Described } from "../../functions/domain/ticket.ts";
import { startStill } from "../../test/store/engines.ts";
import { openTableFile } from "../fill/fillFile.ts";
import type { Item } from "../hotKeys/hotKeysUnits.ts";

export type Measured = { hits: number; calls: number; units: number; ms: number };
export type TableSearch = {
  search(account: Account, q: string): Promise<Measured>;
  stop(): Promise<void>;
};

const repeats = 11;
type Consumed = { CapacityUnits?: number };

/** A table with these tickets and their words, and searches in it that tell what they took. */
export async function tableWith(tickets: readonly Described[]): Promise<TableSearch> {
  // Or else the whole engine is looked through for what has expired, minute by minute.
  const engines = await startStill({ EXPIRE_EVERY_SECONDS: "86400" });
  const { dynamo } = await import("../../functions/store/client.ts");
  const { keys } = await import("../../functions/store/table.ts");
  const { ticketItem } = await import("../../functions/store/tableItems.ts");
  const { wordItems } = await import("../../functions/store/search/words.ts");
  const { findTickets } = await import("../../functions/store/search/search.ts");
  const file = openTableFile(join(engines.dataDir, "dynamodb.db"), engines.tableName);
  for (let from = 0; from < tickets.length; from += 1000) {
    const some = tickets.slice(from, from + 1000);
    file.put(some.flatMap((one): Item[] => [ticketItem(one.ticket), toldBy(one), ...wordItems(one)]));
  }
  file.close();
  /** The first event of a ticket, as far as a search looks at it. */
  function toldBy({ ticket, description }: Described): Item {
    return { item: "Event", ...keys.event(ticket.id, 1), type: "TicketRaised", description };
  }

  let spent = { calls: 0, units: 0 };
  dynamo.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
      const result = await next(args);
      const { ConsumedCapacity = [] } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      spent = { calls: spent.calls + 1, units: spent.units + units };
      return result;
    },
    { step: "initialize", name: "spent" },
  );
  return {
    async search(account, q) {
      const times: number[] = [];
      let hits = 0;
      for (let time = 0; time < repeats; time++) {
        spent = { calls: 0, units: 0 };
        const begun = performance.now();
        hits = (await findTickets(account, { q, limit: 25 }, null)).items.length;
        times.push(performance.now() - begun);
      }
      times.sort((a, b) => a - b);
      return { hits, ...spent, ms: times[Math.floor(repeats / 2)] ?? 0 };
    },
    stop: engines.stop,
  };
}
