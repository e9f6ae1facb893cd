import { oneOf, zipf } from "./fillChance.ts";

const things =
  "laptop printer screen keyboard mouse dock headset phone router switch server mailbox calendar account password badge licence invoice report archive browser certificate network scanner projector camera battery adapter cable backup database folder spreadsheet";
const troubles =
  "broken slow missing expired locked frozen offline refused empty noisy unreachable duplicated wrong black stuck lost blocked outdated flickering full";
const places = "office lab store canteen warehouse reception archive workshop basement corridor hall annex";
const common = "the since after with new again every please cannot update morning user team need before old same";
const [nouns, states, rooms, fillers] = [things, troubles, places, common].map((words) => words.split(" ")) as [
  string[],
  string[],
  string[],
  string[],
];

const byFrequency = zipf(nouns.length, 1);
const noun = (share: number): string => nouns[byFrequency(share)] as string;

/** Words of a ticket as somebody would type them: some that many tickets share, and a code that few do. */
export function textOf(random: () => number, words = 12): { title: string; description: string } {
  const code = `${oneOf(["ws", "inv", "fin", "po"], random())}${Math.floor(random() * 100_000)}`;
  const title = `${noun(random())} ${oneOf(states, random())} ${oneOf(rooms, random())}`;
  const more = Array.from({ length: Math.max(0, words - 4) }, (_, index) =>
    index % 2 ? noun(random()) : oneOf(fillers, random()),
  );
  return { title, description: [code, ...more].join(" ") };
}
