import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { weighed } from "./budget.ts";
import { codeSplitting, withoutCircles } from "./chunks.ts";
import { routeTable } from "./routeTable.ts";

// The native transform has no package for every platform; Babel runs everywhere.
process.env.LINGUI_SUPPRESS_BABEL_WARNING = "1";

/** One build serves every deployment: what differs stands in /config.json. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    lingui(),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    routeTable(),
    withoutCircles(),
    weighed(),
  ],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    manifest: true,
    reportCompressedSize: false,
    modulePreload: { polyfill: false }, // every browser that runs this has it
    chunkSizeWarningLimit: 1000, // the viewer of the API's description; what counts is weighed in budget.ts
    rolldownOptions: {
      input: { index: `${import.meta.dirname}/index.html`, docs: `${import.meta.dirname}/docs/index.html` },
      output: { codeSplitting },
      checks: { bundlerTimings: false }, // a slow machine is no fault of the client's
    },
  },
});
