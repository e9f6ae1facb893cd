import "./app/styles.ts";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { DirectionProvider, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { queryClient } from "./api/queryClient.ts";
import { App } from "./app/App.tsx";
import { takeHeadStart } from "./app/headStart.ts";
import { preferredLanguage, speak } from "./app/i18n.ts";
import { NotLoaded } from "./app/NotLoaded.tsx";
import { printInLight } from "./app/paper.ts";
import { cssVariablesResolver, theme } from "./app/theme.ts";
import { isTokenKept } from "./session/keptToken.ts";

const speaking = speak(preferredLanguage());
if (isTokenKept()) takeHeadStart();
const canSpeak = await speaking.then(
  () => true,
  () => false,
);
printInLight();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <DirectionProvider detectDirection>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      {canSpeak ? <Client /> : <NotLoaded />}
    </MantineProvider>
  </DirectionProvider>,
);

function Client() {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </I18nProvider>
  );
}
