/*
 * Word and Excel files of before 2007 are compound files, and so are installers (.msi), mails (.msg) and others: streams and
 * folders in the sectors of one file ([MS-CFB]). Which it is, the names at its top say; its first bytes do not.
 */

/** The names at the top of a compound file, in small letters; none where it is broken. */
export function topNames(bytes: Uint8Array): string[] {
  try {
    return namesIn(directoryOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  } catch (error) {
    if (error instanceof RangeError) return []; // it names a place outside of itself
    throw error;
  }
}

const word = 4;
const entryLength = 128;

/** Where each entry of the directory stands, the root first; read by the file's own chain of sectors. */
function directoryOf(file: DataView): { file: DataView; entries: number[] } {
  const sectorSize = file.getUint16(30, true) === 12 ? 4096 : 512;
  const startOf = (sector: number) => (sector + 1) * sectorSize;
  const tables = tablesOf(file, startOf, sectorSize);
  const perTable = sectorSize / word;
  const next = (sector: number) =>
    file.getUint32(startOf(tables[Math.floor(sector / perTable)] ?? outside) + (sector % perTable) * word, true);
  const sectors = chain(file.getUint32(48, true), next);
  const entries = sectors.flatMap((sector) =>
    Array.from({ length: sectorSize / entryLength }, (_, at) => startOf(sector) + at * entryLength),
  );
  return { file, entries };
}

/** The sectors that say which sector follows which: the header names 109 of them, a chain of lists the others. */
function tablesOf(file: DataView, startOf: (sector: number) => number, sectorSize: number): number[] {
  const words = (from: number, length: number) =>
    Array.from({ length }, (_, at) => file.getUint32(from + at * word, true));
  const perList = sectorSize / word - 1;
  const isLong = file.getUint32(72, true) > 0; // some programs leave the place of the first list empty where there is none
  const lists = chain(isLong ? file.getUint32(68, true) : none, (sector) =>
    file.getUint32(startOf(sector) + perList * word, true),
  );
  return [...words(76, 109), ...lists.flatMap((sector) => words(startOf(sector), perList))];
}

/** What stands in the root itself, and not in a folder of it: a mail may hold a document. */
function namesIn({ file, entries }: { file: DataView; entries: number[] }): string[] {
  const entry = (id: number) => entries[id] ?? outside;
  const found = new Set<number>();
  const waiting = [file.getUint32(entry(0) + 76, true)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === none || found.has(id)) continue;
    found.add(id);
    waiting.push(file.getUint32(entry(id) + 68, true), file.getUint32(entry(id) + 72, true));
  }
  return [...found].map((id) => nameAt(file, entry(id)));
}

function nameAt(file: DataView, at: number): string {
  const length = Math.max(0, file.getUint16(at + 64, true) - 2); // without the zero at its end
  return new TextDecoder("utf-16le").decode(new Uint8Array(file.buffer, file.byteOffset + at, length)).toLowerCase();
}

/** A sector that is followed by itself, directly or not, ends the chain. */
function chain(first: number, next: (sector: number) => number): number[] {
  const found = new Set<number>();
  for (let sector = first; sector < special && !found.has(sector); sector = next(sector)) found.add(sector);
  return [...found];
}

/** From here on, a number names no sector but says that a chain ends, or that a place is free. */
const special = 0xfffffffa;
/** In place of an entry: there is none. */
const none = 0xffffffff;
/** Behind any file, so that reading there is a RangeError. */
const outside = Number.MAX_SAFE_INTEGER;
