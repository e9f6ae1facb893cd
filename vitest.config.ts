import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { compiled } from "./local/compiled.ts";

/** Tests and local clouds are processes, each of which loads the SDK. */
process.env.NODE_COMPILE_CACHE = compiled;

/** So many files at once, even where there are but two cores; one more where much of what they do is to wait. */
const atOnce = Math.max(2, availableParallelism() - 1);
/** Clouds of their own. */
const ownClouds = ["test/cloud/{administration,chaos,patience,restart}.test.ts"];
const minute = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        // Rules, contract, structure: pure, in milliseconds.
        test: {
          name: "rules",
          include: ["test/{domain,contract,structure}/**/*.test.ts"],
          isolate: false,
          maxWorkers: atOnce,
        },
      },
      {
        // The template that would be deployed; the CDK is loaded once for all files.
        test: {
          name: "templates",
          include: ["test/lib/**/*.test.ts"],
          isolate: false,
          maxWorkers: atOnce,
          testTimeout: minute,
          hookTimeout: 2 * minute,
        },
      },
      {
        // The engines of the local cloud.
        test: {
          name: "local",
          include: ["test/local/**/*.test.ts"],
          isolate: false,
          maxWorkers: atOnce,
          testTimeout: minute,
          hookTimeout: 2 * minute,
        },
      },
      {
        // What is stored in them, and clouds that are killed, hurried or unlucky.
        test: {
          name: "parts",
          include: ["test/{http,store,events,approvals}/**/*.test.ts", ...ownClouds],
          isolate: false,
          setupFiles: ["test/store/alone.ts"],
          maxWorkers: Math.max(3, atOnce),
          testTimeout: 3 * minute,
          hookTimeout: 2 * minute,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The whole system over HTTP: one local cloud for all files, started by the setup.
        test: {
          name: "cloud",
          include: ["test/cloud/**/*.test.ts"],
          exclude: ownClouds,
          globalSetup: ["test/cloud/setup.ts"],
          isolate: false,
          maxWorkers: 1,
          testTimeout: minute,
          hookTimeout: minute,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // What a life costs, when nothing else takes the processor.
        test: {
          name: "units",
          include: ["test/bench/**/*.test.ts"],
          maxWorkers: 1,
          testTimeout: minute,
          hookTimeout: 2 * minute,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
