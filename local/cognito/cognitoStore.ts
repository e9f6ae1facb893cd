import { mkdirSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { DataStore } from "cognito-local/lib/services/dataStore/dataStore.js";

type Tree = { [key: string]: unknown };

/**
 * Keeps the pool in one JSON file, passwords in plain text as cognito-local has them: for local demo data only.
 * cognito-local's own store writes the file in place, which a kill can tear; this one writes beside it and renames.
 */
export function openStore(file: string, defaults: Tree): { store: DataStore; saved(): Promise<void> } {
  const root = { ...defaults, ...read(file) };
  let changed = true;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    while (changed) {
      changed = false;
      await writeFile(`${file}.new`, JSON.stringify(root, null, 1), { mode: 0o600 });
      await rename(`${file}.new`, file);
    }
  }
  const edit = (key: string | string[], change: (parent: Tree, last: string) => void) => {
    const path = [key].flat();
    const parent = path.slice(0, -1).reduce(child, root);
    change(parent, String(path.at(-1)));
    changed = true;
  };
  const store = {
    getRoot: async () => root,
    get: async (_: unknown, key: string | string[], fallback?: unknown) =>
      [key].flat().reduce<unknown>(own, root) ?? fallback ?? null,
    set: async (_: unknown, key: string | string[], value: unknown) =>
      edit(key, (parent, last) => {
        parent[last] = value;
      }),
    delete: async (_: unknown, key: string | string[]) => edit(key, (parent, last) => delete parent[last]),
  };
  return {
    store: store as DataStore,
    /** Resolves once all changes so far are on disk; calls at the same time share one write. */
    async saved() {
      if (!changed) return writing;
      writing ??= write().finally(() => {
        writing = undefined;
      });
      await writing;
    },
  };
}

/** A user named "constructor" is not found in the prototype. */
const own = (parent: unknown, key: string): unknown =>
  typeof parent === "object" && parent !== null && Object.hasOwn(parent, key) ? (parent as Tree)[key] : undefined;

function child(parent: Tree, key: string): Tree {
  if (!own(parent, key)) parent[key] = {};
  return parent[key] as Tree;
}

function read(file: string): Tree {
  mkdirSync(dirname(file), { recursive: true });
  try {
    return JSON.parse(readFileSync(file, "utf8"), (key, value) =>
      key.endsWith("Date") && typeof value === "string" ? new Date(value) : value,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
