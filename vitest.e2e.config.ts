import { defineConfig } from "vitest/config";
import { compiled } from "./local/compiled.ts";

process.env.NODE_COMPILE_CACHE = compiled;

/** The web client in a real browser, two files at a time, each on a local cloud that no other uses: `npm run test:e2e`. */
export default defineConfig({
  test: {
    include: ["test/e2e/**/*.e2e.ts"],
    globalSetup: ["test/e2e/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
