import type { Plugin, Rolldown } from "vite";

const isDocs = /openapi-explorer|[\\/]web[\\/]docs[\\/]/;

/**
 * Few files instead of a hundred small ones, each of which costs a phone a way to the server and back: all that the sign-in
 * needs is one, and all else that two or more pages need is another. What a module imports is needed wherever the module is,
 * so that no file imports another in a circle.
 */
export const codeSplitting: NonNullable<Rolldown.OutputOptions["codeSplitting"]> = {
  groups: [
    { name: "start", tags: ["$initial"], test: (id: string) => !isDocs.test(id), priority: 2 },
    { name: "shared", test: /\.[cm]?[jt]sx?$/, minShareCount: 2, priority: 1 },
  ],
};

/**
 * Fails the build where files import each other in a circle: which of them runs first is chance then, and the client may not start,
 * though each of its modules is right.
 */
export const withoutCircles = (): Plugin => ({
  name: "without-circles",
  generateBundle(_, bundle) {
    const done = new Set<string>();
    const visit = (name: string, way: readonly string[]): void => {
      if (way.includes(name)) this.error(`files import each other: ${[...way, name].join(" -> ")}`);
      if (done.has(name)) return;
      const file = bundle[name];
      for (const next of file?.type === "chunk" ? file.imports : []) visit(next, [...way, name]);
      done.add(name);
    };
    for (const name of Object.keys(bundle)) visit(name, []);
  },
});
