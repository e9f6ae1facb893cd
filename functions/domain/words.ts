import type { Ticket } from "./ticket.ts";
import { isTicketId } from "./ticketId.ts";

/** What a ticket is searched by. */
export type Text = { ticket: Pick<Ticket, "title" | "requester">; description: string };

/** No more words of one ticket than these are found; a description of 10,000 letters has about as many different ones. */
export const mostWords = 500;
const longestWord = 40;
const gram = 3;

/** The different words of a ticket, as they are searched for: the title's first, then the requester's name. */
export const wordsOf = ({ ticket: { title, requester }, description }: Text): string[] =>
  distinct([title, requester.name, description].flatMap(wordsIn)).slice(0, mostWords);

/** The words that something has to hold to be found, the longest first; none where there is nothing to search for. */
export function wantedBy(q: string): string[] {
  const wanted = distinct(runsOf(q).flatMap((run) => (isUnspaced(run) ? whole(run) : [run])));
  const needless = (word: string) => wanted.some((other) => other !== word && other.startsWith(word));
  return wanted.filter((word) => !needless(word)).sort((a, b) => b.length - a.length);
}

/** Whether each wanted word is the beginning of one of these. */
export const holds = (words: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));

/**
 * The ticket id that somebody typed, in small letters, without its "T-", with an O for a 0, or after a "#"; null where it is none.
 */
export function idIn(q: string): string | null {
  const [, named, code = ""] = /^(?:#\s*)?(t-?)?([0-9a-z]{7})$/i.exec(q.trim()) ?? [];
  const letters = code.toUpperCase();
  const meant = named ? letters.replaceAll("O", "0").replace(/[IL]/g, "1") : letters;
  const id = `T-${meant}`;
  return isTicketId(id) ? id : null;
}

/** As people search and sort: capitals, accents, and the width and form of letters make no difference. */
export const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .toLowerCase()
    .replace(/[ßæœøđðłıς]/g, (letter) => plain[letter] ?? letter);

/**
 * Folded, and no longer than a key may be: at most 800 bytes. Folding makes some letters into many ("ﷺ" into eighteen).
 */
export function sortable(text: string): string {
  let [bytes, kept] = [0, ""];
  for (const letter of folded(text)) {
    bytes += Buffer.byteLength(letter);
    if (bytes > mostKeyBytes) break;
    kept += letter;
  }
  return kept;
}
const mostKeyBytes = 800;

/** A name with its last word first, as people are looked for too; null where it has only one. */
export function lastWordFirst(name: string): string | null {
  const words = name.trim().split(/\s+/);
  return words.length > 1 ? [words.at(-1), ...words.slice(0, -1)].join(" ") : null;
}

/** Letters that people also write otherwise, and that Unicode does not take apart. */
const plain: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", ς: "σ" };

const wordsIn = (text: string): string[] => runsOf(text).flatMap((run) => (isUnspaced(run) ? grams(run) : [run]));

/** The letters and digits between all that is neither; where a script without blanks begins or ends, that divides too. */
const runsOf = (text: string): string[] =>
  (folded(text).match(/[\p{L}\p{N}]+/gu) ?? [])
    .flatMap((word) => word.match(scripts) ?? [])
    .map((run) => (isUnspaced(run) ? run : [...run].slice(0, longestWord).join("")));

/**
 * Scripts that put no blanks between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese. The marks let esbuild drop what is made
 * of them from bundles that do not search.
 */
const unspaced = "\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}";
const pattern = (parts: string, flags: string) => new RegExp(parts.replaceAll("_", unspaced), flags);
const scripts = /* @__PURE__ */ pattern("[_]+|[^_]+", "gu");
const beginsUnspaced = /* @__PURE__ */ pattern("^[_]", "u");
const isUnspaced = (run: string): boolean => beginsUnspaced.test(run);

/**
 * Where there are no blanks, a word may begin at any letter: from each, the next three. A dictionary would make fewer, but
 * divides the same name differently in another sentence, and in another version of itself.
 */
const grams = (run: string): string[] => {
  const letters = [...run];
  return letters.map((_, at) => letters.slice(at, at + gram).join(""));
};

/** The grams of a run without the last ones, which its end has cut short: the others hold it together. */
const whole = (run: string): string[] => {
  const all = grams(run);
  return all.slice(0, Math.max(1, all.length - gram + 1));
};

const distinct = (words: string[]): string[] => [...new Set(words)];
