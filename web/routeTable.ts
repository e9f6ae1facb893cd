import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const id = "virtual:routes";
const document = join(import.meta.dirname, "../functions/contract/openapi.json");

type Openapi = { paths: Record<string, Record<string, { operationId?: string }>> };

/** The method and path of each operation, read from the OpenAPI document: all that the typed client needs at run time. */
export const routeTable = (): Plugin => ({
  name: "route-table",
  resolveId: (source) => (source === id ? `\0${id}` : null),
  load(source) {
    if (source !== `\0${id}`) return null;
    this.addWatchFile(document);
    const { paths } = JSON.parse(readFileSync(document, "utf8")) as Openapi;
    const routes = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { operationId }]) =>
        operationId ? [[operationId, [method.toUpperCase(), path]]] : [],
      ),
    );
    return `export const routes = ${JSON.stringify(Object.fromEntries(routes))};`;
  },
});
