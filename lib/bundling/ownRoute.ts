import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * Leaves of the contract in each bundle what its own route needs. To esbuild, a schema is a call that could do anything,
 * and the list of routes is one object: every bundle would make all schemas of all routes at each cold start. Here each
 * schema is marked as made for its value only, and each route becomes an export. Sources that are not written as expected
 * (one route a line of `routes`, at an indent of two) end the build with a missing export.
 */
export const ownRoute: Plugin = {
  name: "ownRoute",
  setup({ onLoad }) {
    onLoad({ filter: /\/functions\/contract\/\w+\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return { contents: removable(path.endsWith("/routes.ts") ? routesApart(source) : source), loader: "ts" };
    });
    onLoad({ filter: /\/functions\/(api|http)\/\w+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/^import \{ routes \} from/m, "import * as routes from"),
      loader: "ts",
    }));
  },
};

/** `routes = { getMe: route(...), ... }` as `export const getMe = route(...);` and so on. */
function routesApart(source: string): string {
  const [before = "", list = "", after = ""] = source.split(/^export const routes = \{$|^\} as const satisfies .*;$/m);
  const apart = list.replace(/^ {2}(\w+): /gm, "export const $1 = ").replace(/^(export .*| {2}\}?)\),$/gm, "$1);");
  return `${before}${apart}${after}`;
}

/** Each constant of a file as one that may go where nothing uses it. */
const removable = (source: string): string =>
  source.replace(/^((?:export )?const \w+ = )([\s\S]*?);(?=\n+\S|\s*$)/gm, "$1/* @__PURE__ */ (() => ($2))();");
