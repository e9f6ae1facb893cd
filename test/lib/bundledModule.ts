import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

/** What a module exports when it is bundled with these plugins: those of our bundles, or none, to compare the two. */
export async function bundledModule<T>(contents: string, plugins: Plugin[]): Promise<T> {
  const outdir = await mkdtemp(join(tmpdir(), "bundled-module-"));
  const outfile = join(outdir, "module.mjs");
  try {
    await build({
      stdin: { contents: contents, resolveDir: "." },
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      mainFields: ["module", "main"],
      logLevel: "error",
      plugins,
    });
    return (await import(outfile)) as T;
  } finally {
    await rm(outdir, { recursive: true });
  }
}
