import { watch } from "node:fs";
import { join } from "node:path";
import { projectRoot, synthesisSources } from "./template/templateSynth.ts";

type Options = {
  /** Handlers have changed: new workers will do. */
  reload: () => Promise<unknown>;
  /** What the template is made from has changed; answers whether that has made another cloud of it. */
  rewire: () => Promise<boolean>;
};

const quietMs = 100;

/** Follows changes of the sources, those that come together as one. */
export function watchSources({ reload, rewire }: Options): void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();

  async function apply(): Promise<void> {
    const files = [...changed];
    changed.clear();
    const wires = files.some((file) => synthesisSources.some((source) => file.startsWith(source)));
    const begun = Date.now();
    try {
      await reload();
      const isNew = wires && (await rewire());
      const [first, ...others] = files;
      const more = others.length > 0 ? ` and ${others.length} more` : "";
      console.log(`${first}${more} changed: ${isNew ? "restarted" : "reloaded"} in ${Date.now() - begun} ms`);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  }

  for (const folder of ["functions", "lib", "bin"]) {
    watch(join(projectRoot, folder), { recursive: true }, (_, name) => {
      if (!name || !/\.(ts|json)$/.test(name)) return;
      changed.add(`${folder}/${name}`);
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(apply);
      }, quietMs);
    });
  }
}
