import { i18n } from "@lingui/core";

/** The languages that the client speaks, as they call themselves. */
export const languages = { en: "English", ar: "العربية" } as const;
export type Language = keyof typeof languages;

const rightToLeft: ReadonlySet<Language> = new Set(["ar"]);
const place = "language";

const directionOf = (language: Language): "ltr" | "rtl" => (rightToLeft.has(language) ? "rtl" : "ltr");

/** Who writes dates in which way: English alone would be American. Arabic keeps the digits that it is read with here. */
const regionOf = (language: Language): string =>
  language === "en" ? (navigator.languages.find((tag) => tag.startsWith("en-")) ?? "en-GB") : language;

/** What was chosen here before, or else what the browser asks for. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(place), ...navigator.languages.map((tag) => tag.split("-")[0])];
  return wanted.find((one): one is Language => one !== null && one !== undefined && one in languages) ?? "en";
}

/** Loads a language's messages and uses them from now on. */
export async function speak(language: Language): Promise<void> {
  const { messages } = language === "ar" ? await import("../locales/ar.po") : await import("../locales/en.po");
  i18n.loadAndActivate({ locale: language, locales: regionOf(language), messages });
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

export async function choose(language: Language): Promise<void> {
  localStorage.setItem(place, language);
  await speak(language);
}
