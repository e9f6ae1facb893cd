import type { SQSEvent } from "aws-lambda";
import { mostRows, readerOf } from "../domain/export.ts";
import { findAccount } from "../store/accounts.ts";
import { putExport } from "../store/exportFile.ts";
import { findExport, finishExport, type Outcome, type StoredExport } from "../store/exports.ts";
import { findTickets } from "../store/search/search.ts";
import { socketsOfAccount } from "../store/sockets.ts";
import type { TicketRow } from "../store/table.ts";
import { csvHeader, csvLines } from "./exportCsv.ts";
import { exportPages, type Written } from "./exportPages.ts";
import { push } from "./push.ts";
import { eachMessage, settleAll } from "./queueBatch.ts";

/** Reading ends then, so that the rest is stored well before the Lambda's two minutes are over: milliseconds. */
const mostTime = 80_000;
const pageSize = 1000;

/**
 * Writes the files of exports. A message that comes again, or was cut short, does what is left: a file is written until it
 * is written down, and its owner's clients are told then.
 */
export const handler = (batch: SQSEvent) =>
  eachMessage<{ accountId: string; id: string }>(batch, async ({ accountId, id }) => {
    const found = await findExport(accountId, id);
    if (!found) return;
    if (found.state === "running") await finishExport(found, await carryOut(found));
    await settleAll(await socketsOfAccount(accountId), (socket) => push(socket, { type: "export", id }));
  });

/** Lists what the owner may read at this moment, which may be less than when they asked. */
async function carryOut({ accountId, id, query }: StoredExport): Promise<Outcome> {
  const owner = await findAccount(accountId);
  const written: Written = { rows: 0, truncated: false };
  if (!owner || owner.disabled)
    return { state: "failed", rows: null, truncated: false, writtenFor: null, object: null };
  const bounds = { mostRows, until: Date.now() + mostTime };
  const pages = exportPages((after) => findTickets(owner, { ...query, limit: pageSize }, after), written, bounds);
  const object = await putExport(accountId, id, csv(pages));
  return { state: "ready", ...written, writtenFor: readerOf(owner), object };
}

async function* csv(pages: AsyncIterable<TicketRow[]>): AsyncGenerator<string> {
  yield csvHeader();
  for await (const tickets of pages) yield csvLines(tickets);
}
