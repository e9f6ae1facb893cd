import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { faultPatterns } from "../../web/parts/faultPatterns.ts";

/** What is said of a field, where it says so: a schema's check, a rule's `invalid`, an address that is taken, a missing value. */
const said = [
  /\berror: (["`])(?<words>.+?)\1/g,
  /\bmatch\((?:[^"`]*?)(["`])(?<words>is not .+?)\1/g,
  /\binvalid\(\s*"[^"]*",\s*(["`])(?<words>.+?)\1/g,
  /\bProblem\("already_exists", (["`])(?<words>.+?)\1/g,
  /\?? (["`])(?<words>(?:is missing|must be .+?))\1/g,
];

const sources = ["contract", "domain", "store", "http"].flatMap((folder) =>
  readdirSync(`functions/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(`functions/${folder}/${name}`, "utf8")),
);
const sentences = sources.flatMap((source) =>
  said.flatMap((form) =>
    [...source.matchAll(form)].map(({ groups }) => (groups?.words ?? "").replaceAll(/\$\{.+?\}/g, "7")),
  ),
);
const knownTo = (sentence: string) => Object.values(faultPatterns).some((pattern) => pattern.test(sentence));

/** The client's own forms do not lead to these, or show them beside a file, as they are. */
const neverAtAField: readonly string[] = [
  "a .7 file is of the type 7",
  "a file has at most 7 bytes",
  "a rejection needs a reason",
  "an administrator has no department",
  "is not a notification id",
  "is not a time such as 22:00",
  "is not an IANA time zone",
  "is not an account id",
  "is not an attachment id",
  "is not an id such as license-request",
  "is not well-formed Unicode",
  "must be at least 7",
  "must be at most 7",
  "must be of type 7",
  "must be one of 7",
  "must be one or more of 7",
  "must not contain / or \\\\",
  "names a stage twice",
  "only files ending in 7 can be attached",
  "say how it was resolved",
  "this file was refused",
  "tickets are assigned to technicians whose account is enabled",
];

test("the client knows each of the service's sentences about a field in other languages, or never leads to it", () => {
  expect([...new Set(sentences.filter((one) => !knownTo(one)))].sort()).toEqual([...neverAtAField].sort());
});

test.each(Object.entries(faultPatterns))("the service still says what the client takes for %s", (_, pattern) => {
  expect(sentences.filter((one) => pattern.test(one))).not.toEqual([]);
});
