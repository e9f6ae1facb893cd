import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** English is the language of the sources; translators write into the catalogue of another. */
export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "ar"],
  catalogs: [{ path: "<rootDir>/web/locales/{locale}", include: ["<rootDir>/web"], exclude: ["**/dist/**"] }],
  // From the root that vite.config.ts sets.
  runtimeConfigModule: { Trans: ["/parts/Trans.tsx", "Trans"] },
  format: formatter({ lineNumbers: false }),
});
