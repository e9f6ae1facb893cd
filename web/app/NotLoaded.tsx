import { Button, Center, Stack, Text, Title } from "@mantine/core";
import { type Language, preferredLanguage } from "./i18n.ts";

/** Not from the catalogues: it may be those that could not be loaded. */
const words: Record<Language, { desk: string; said: string; again: string; dir: "ltr" | "rtl" }> = {
  en: {
    desk: "Ticket desk",
    said: "The ticket desk could not be loaded. Check your connection, then try again.",
    again: "Try again",
    dir: "ltr",
  },
  ar: {
    desk: "مكتب التذاكر",
    said: "تعذّر تحميل مكتب التذاكر. تحقق من اتصالك ثم أعد المحاولة.",
    again: "إعادة المحاولة",
    dir: "rtl",
  },
};

/** All there is where the client's own code or texts could not be loaded. */
export function NotLoaded() {
  const language = preferredLanguage();
  const { desk, said, again, dir } = words[language];
  return (
    <Center component="main" mih="100vh" p="md" lang={language} dir={dir}>
      <Stack align="center">
        <Title order={1}>{desk}</Title>
        <Text ta="center" role="alert">
          {said}
        </Text>
        {/* A browser may remember that code could not be loaded until the whole page is loaded again. */}
        <Button onClick={() => window.location.reload()}>{again}</Button>
      </Stack>
    </Center>
  );
}
