import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { builtins } from "./builtins.ts";
import { endpoints } from "./endpoints.ts";
import { ownRoute } from "./ownRoute.ts";
import { plainJson } from "./plainJson.ts";
import { trimSdk } from "./trimSdk.ts";

/** How sources become what a Lambda runs. The plugins take out what none needs and none notices. */
export const forLambda = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  plugins: [builtins, endpoints, trimSdk, plainJson, ownRoute],
} satisfies BuildOptions;

/**
 * Bundles each entry for Lambda, all in one run: functions/api/getMe.ts becomes <outdir>/api/getMe/api/getMe.mjs, so that
 * <outdir>/api/getMe is the code of one function, and its handler is named as it is in the sources.
 * @returns the size of each bundle in bytes
 */
export async function bundle<E extends string>(entries: readonly E[], outdir: string): Promise<Record<E, number>> {
  await rm(outdir, { recursive: true, force: true });
  await build(buildOf(entries, outdir));
  const sizeOf = async (entry: E) => [entry, (await stat(join(outdir, `${fileOf(entry)}.mjs`))).size];
  return Object.fromEntries(await Promise.all(entries.map(sizeOf)));
}

/** What esbuild is told. */
export const buildOf = (entries: readonly string[], outdir: string) =>
  ({
    entryPoints: entries.map((entry) => ({ in: `functions/${entry}.ts`, out: fileOf(entry) })),
    outdir,
    outExtension: { ".js": ".mjs" },
    ...forLambda,
    legalComments: "none",
    logLevel: "warning",
  }) satisfies BuildOptions;

const fileOf = (entry: string): string => `${entry}/${entry}`;
