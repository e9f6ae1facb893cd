import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** English is the language of the sources; translators write into the catalogue of another. */
export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "ar"],
  catalogs: [{ path: "<rootDir>/web/locales/{locale}", include: ["<rootDir>/web"], exclude: ["**/dist/**"] }],
  format: formatter({ lineNumbers: false }),
});
