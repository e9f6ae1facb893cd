import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/** What the build may weigh, gzipped: kB. Nobody on a phone waits for more than this before they can sign in. */
const budget = { script: 150, style: 40 } as const;

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

/** Weighs what a build has made, prints the figures, and fails the build where one is beyond its budget. */
export const weighed = (): Plugin => ({
  name: "budget",
  apply: "build",
  writeBundle(_, bundle) {
    const first = firstLoad(bundle);
    const styles = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(".css"));
    const script = kilobytes(first.map(({ code }) => code));
    const style = kilobytes(styles.map((one) => (one.type === "asset" ? one.source : one.code)));
    console.log(`first load: ${script} kB of JavaScript (at most ${budget.script}), gzipped, in ${first.length} files`);
    console.log(`all styles: ${style} kB of CSS (at most ${budget.style}), gzipped`);
    if (script > budget.script) this.error("the first load is heavier than its budget: see web/budget.ts");
    if (style > budget.style) this.error("the styles are heavier than their budget: see web/budget.ts");
  },
});

/** What the sign-in needs: what index.html names with all that it imports statically, and the largest catalogue of texts. */
function firstLoad(bundle: Bundle): Chunk[] {
  const chunks = Object.values(bundle).filter((one): one is Chunk => one.type === "chunk");
  const page = bundle["index.html"];
  const html = page?.type === "asset" ? String(page.source) : "";
  const named = chunks.filter(({ fileName }) => html.includes(`"/${fileName}"`));
  if (named.length === 0) throw new Error("index.html names no script");
  const [texts] = chunks
    .filter(({ facadeModuleId }) => facadeModuleId?.endsWith(".po"))
    .sort((one, other) => kilobytes([other.code]) - kilobytes([one.code]));
  const found = new Set<Chunk>(texts ? [...named, texts] : named);
  for (const { imports } of found)
    for (const name of imports) {
      const chunk = bundle[name];
      if (chunk?.type === "chunk") found.add(chunk);
    }
  return [...found];
}

const kilobytes = (parts: readonly (string | Uint8Array)[]): number =>
  Math.round(parts.reduce((sum, part) => sum + gzipSync(part, { level: 9 }).length, 0) / 100) / 10;
