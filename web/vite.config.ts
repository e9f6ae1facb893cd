import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { routeTable } from "./routeTable.ts";

// The native transform has no package for every platform; Babel runs everywhere.
process.env.LINGUI_SUPPRESS_BABEL_WARNING = "1";

/** One build serves every deployment: what differs stands in /config.json. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), lingui(), babel({ presets: [linguiTransformerBabelPreset()] }), routeTable()],
  build: { outDir: "dist", emptyOutDir: true, sourcemap: false, manifest: true, reportCompressedSize: false },
});
