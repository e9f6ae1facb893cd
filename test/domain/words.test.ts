import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  folded,
  holds,
  idIn,
  mostWords,
  sortable,
  type Text,
  wantedBy,
  wordsOf,
} from "../../functions/domain/words.ts";

const nobody = { id: "somebody", name: "" };
const text = (description: string, title = "", name = ""): Text => ({
  ticket: { title, requester: { ...nobody, name } },
  description,
});
const finds = (q: string, description: string): boolean => {
  const wanted = wantedBy(q);
  return wanted.length > 0 && holds(wordsOf(text(description)), wanted);
};

test("the words of a ticket are those of its title, its requester's name and its description, each once", () => {
  const words = wordsOf(text("The printer on floor 3 hums. The PRINTER!", "Printer hums", "Nina Newman"));
  expect(words).toEqual(["printer", "hums", "nina", "newman", "the", "on", "floor", "3"]);
});

describe("a ticket is found", () => {
  test.each([
    ["by a whole word", "printer", "The printer hums"],
    ["by the beginning of a word", "prin", "The printer hums"],
    ["by several words in any order", "hums prin", "The printer hums"],
    ["in other letters' case", "PrInTeR", "the pRINTER hums"],
    ["without the accents", "cafe", "Le CAFÉ est fermé"],
    ["with accents that the text lacks", "café", "le cafe est ferme"],
    ["by an accent put together from two characters", "cafe\u0301", "caf\u00e9"],
    ["by a letter that is also written as two", "strasse", "Die Straße"],
    ["by a letter with a stroke", "lodz", "Drukarka w Łodzi"],
    [
      "by the plain letters for others that have none",
      "oeuvre aero sorel dakovo islak fodur",
      "Œuvre Ærø Søreł Đakovo ıslak Fóður",
    ],
    ["by a code", "ERR-1234", "it says err-1234 again"],
    ["by the number of a code", "1234", "it says ERR-1234 again"],
    ["by the beginning of a code", "0x8007", "0x80070005 access denied"],
    ["by an address of the network", "192.168.1.5", "host 192.168.1.5 is down"],
    ["by an e-mail address", "ana.smith@example.com", "mail to Ana.Smith@Example.com bounces"],
    ["by a part of an e-mail address", "smith", "mail to ana.smith@example.com bounces"],
    ["by a word after an apostrophe", "imprimante", "J'éteins l'imprimante"],
    ["by a part of a name with underscores", "backup", "job sql_backup_01 failed"],
    ["in Cyrillic", "принтер", "Мой ПРИНТЕР не работает"],
    ["in Cyrillic, with е for ё", "счет", "Где мой счёт?"],
    ["in Greek, at the end of a word", "ΛΟΓΑΡΙΑΣΜΟΣ", "ο λογαριασμός μου"],
    ["in Arabic", "الطابعة", "لا تعمل الطابعة في المكتب"],
    ["in Arabic, without its marks", "كتب", "كُتُبٌ"],
    ["in Arabic, with a stretched letter", "كتب", "كـــتب"],
    ["in Hebrew", "מדפסת", "המחשב ליד מדפסת"],
    ["in Hindi", "प्रिंटर", "मेरा प्रिंटर काम नहीं कर रहा"],
    ["in Korean, before a particle", "프린터", "프린터가 작동하지 않습니다"],
    ["in Chinese", "打印机", "三楼的打印机坏了"],
    ["in Chinese, by one character", "机", "三楼的打印机坏了"],
    ["in Chinese, by a name in the middle", "小明", "请问王小明在吗"],
    ["in Chinese, by half a sentence", "楼的打印机坏", "三楼的打印机坏了"],
    ["in Chinese beside Latin letters", "VPN连接", "公司VPN连接不上"],
    ["in Chinese, at the end of what has no blanks", "打印机", `${"三楼的".repeat(20)}打印机坏了`],
    ["in Japanese, in the letters of its endings", "うごか", "プリンターがうごかない"],
    ["in Japanese", "プリンター", "三階のプリンターが動かない"],
    ["in Japanese, of half the width", "ﾌﾟﾘﾝﾀｰ", "三階のプリンターが動かない"],
    ["in Thai", "เครื่องพิมพ์", "มีปัญหากับเครื่องพิมพ์ชั้นสาม"],
    ["in Lao", "ເຄື່ອງພິມ", "ມີບັນຫາກັບເຄື່ອງພິມຊັ້ນສາມ"],
    ["in Khmer", "បោះពុម្ព", "ខ្ញុំមានបញ្ហាជាមួយម៉ាស៊ីនបោះពុម្ពនេះ"],
    ["in Burmese", "ပုံနှိပ်စက်", "ကျွန်ုပ်၏ပုံနှိပ်စက်ပျက်နေသည်"],
    ["in wide letters", "ＶＰＮ", "vpn is down"],
    ["by letters outside of the first plane", "𠮷野家", "吉野家ではない𠮷野家"],
  ])("%s", (_, q, description) => {
    expect(finds(q, description)).toBe(true);
  });
});

describe("a ticket is not found", () => {
  test.each([
    ["by the middle of a word", "rinter", "The printer hums"],
    ["where one of the words is missing", "printer smokes", "The printer hums"],
    ["where one of the words stands only within another", "printer rinter", "The printer hums"],
    ["by more than its word", "printers", "The printer hums"],
    ["by Chinese characters in another order", "机打印", "三楼的打印机坏了"],
    ["by Chinese characters of which the last is another", "打印机坏", "打印机好了"],
    ["by Chinese characters that stand apart", "楼打印", "三楼的打印机坏了"],
  ])("%s", (_, q, description) => {
    expect(finds(q, description)).toBe(false);
  });
});

test.each([" ", '"', "🙂", "--", "\u0000\u0007", "%_*?", "\u0301", "'; #"])("there is no word in %j", (q) => {
  expect(wantedBy(q)).toEqual([]);
});

test("what is wanted is the longest word first, without those that another one implies", () => {
  expect(wantedBy("a print at the printer print")).toEqual(["printer", "the", "at"]);
});

test("a ticket has at most so many words, and the title's are among them", () => {
  const many = Array.from({ length: 2000 }, (_, i) => `word${i}`).join(" ");
  const words = wordsOf(text(many, "last", "Nina"));
  expect(words).toHaveLength(mostWords);
  expect(words.slice(0, 2)).toEqual(["last", "nina"]);
});

test("a word of any length is found by all of it", () => {
  const long = "x".repeat(5_000);
  expect(finds(long, `before ${long} after`)).toBe(true);
  expect(Math.max(...wordsOf(text(long)).map((word) => word.length))).toBeLessThanOrEqual(40);
});

test.each([`x${"𐌰".repeat(50)}`, "x𠮷野家"])("no word of %s ends or begins within a letter", (description) => {
  for (const word of [...wordsOf(text(description)), ...wantedBy(description)]) expect(word.isWellFormed()).toBe(true);
});

test("any text is found by any of its words, and by all of them together", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (description) => {
      for (const q of [description, ...description.split(/\s+/)]) {
        const wanted = wantedBy(q);
        expect(holds(wordsOf(text(description)), wanted), q).toBe(true);
      }
    }),
  );
});

test.each([
  ["T-4K7MZ0Q", "T-4K7MZ0Q"],
  ["t-4k7mz0q", "T-4K7MZ0Q"],
  [" 4k7mz0q ", "T-4K7MZ0Q"],
  ["#T-4K7MZ0Q", "T-4K7MZ0Q"],
  ["#4k7mz0q", "T-4K7MZ0Q"],
  ["# 4k7mz0q", "T-4K7MZ0Q"],
  ["##4k7mz0q", null],
  ["T4K7MZ0Q", "T-4K7MZ0Q"],
  ["t-4k7mzoq", "T-4K7MZ0Q"],
  ["T-IL00000", "T-1100000"],
  ["printer", null],
  ["speaker", "T-SPEAKER"],
  ["T-4K7MZ0", null],
  ["T-4K7MZ0QX", null],
  ["T-4K7MZUQ", null],
  ["the ticket T-4K7MZ0Q", null],
])("in %j is the id %s", (q, id) => {
  expect(idIn(q)).toBe(id);
});

describe("what people are sorted by", () => {
  test("is the whole name, folded, where it is no longer than names are", () => {
    expect(sortable("Zoë Straße")).toBe(folded("Zoë Straße"));
  });

  test.each(["㍿", "ﷺ", "💥", "e\u0301"])(
    "fits in a key, cut between two letters, however much becomes of each %s",
    (letter) => {
      const key = sortable(letter.repeat(100));
      expect(Buffer.byteLength(key)).toBeLessThanOrEqual(800);
      expect(folded(letter.repeat(100)).startsWith(key)).toBe(true);
      expect(key.isWellFormed()).toBe(true);
    },
  );
});
