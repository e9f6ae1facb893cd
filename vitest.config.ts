import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        // Rules, contract, structure: pure, in milliseconds.
        test: { name: "rules", include: ["test/{domain,contract,structure}/**/*.test.ts"], isolate: false },
      },
      {
        // The template that would be deployed, and the engines of the local cloud.
        test: {
          name: "parts",
          include: ["test/{bench,lib,local,http,store}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The whole system over HTTP: one local cloud for all files, started by the setup.
        test: {
          name: "cloud",
          include: ["test/cloud/**/*.test.ts"],
          globalSetup: ["test/cloud/setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
