import { setTimeout as pause } from "node:timers/promises";
import { BatchWriteCommand, type BatchWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Described } from "../../domain/ticket.ts";
import { wordsOf } from "../../domain/words.ts";
import { dynamo, tableName } from "../client.ts";
import { keys } from "../table.ts";
import { wordItem } from "../tableItems.ts";

type Requests = NonNullable<BatchWriteCommandInput["RequestItems"]>[string];

const batch = 25;
const mostTries = 8;
/** A word's item stays within one write unit, keys and all: bytes. */
const room = 600;

/** Writes each word of a ticket as it is, and removes those of `left` that it no longer has. Done twice, it is the same. */
export async function writeWords(described: Described, left: Iterable<string>): Promise<void> {
  const kept = new Set(wordsOf(described));
  const gone = [...left].filter((word) => !kept.has(word));
  const requests = [
    ...wordItems(described).map((Item) => ({ PutRequest: { Item } })),
    ...gone.map((word) => ({ DeleteRequest: { Key: keys.word(word, described.ticket) } })),
  ];
  for (let from = 0; from < requests.length; from += batch) await write(requests.slice(from, from + batch));
}

/** All that a ticket is found by. */
export function wordItems(described: Described) {
  const words = wordsOf(described);
  const text = togetherOf(words);
  return words.map((word) => wordItem(word, described.ticket, text));
}

/** Every word between two blanks, so that " prin" is in it where a word begins so. */
function togetherOf(words: readonly string[]): { words: string; cut?: true } {
  let together = " ";
  for (const word of words) {
    if (Buffer.byteLength(together) + Buffer.byteLength(word) >= room) return { words: together, cut: true };
    together += `${word} `;
  }
  return { words: together };
}

/** What the table had no capacity for comes back unwritten, without an error. */
async function write(requests: Requests): Promise<void> {
  let left = requests;
  for (let tries = 0; tries < mostTries; tries++) {
    const RequestItems: Record<string, Requests> = { [tableName]: left };
    const written = await dynamo.send(new BatchWriteCommand({ RequestItems }));
    left = written.UnprocessedItems?.[tableName] ?? [];
    if (left.length === 0) return;
    await pause(Math.random() * 50 * 2 ** tries);
  }
  throw new Error(`${left.length} words could not be written`);
}
