import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A hash of files and folders: whether what is made from them has to be made anew. What is not there counts for nothing. */
export function hashOf(sources: readonly string[], { settings = "", except = "" } = {}): string {
  const hash = createHash("sha256").update(settings);
  for (const file of sources.flatMap((source) => filesIn(source, except))) {
    hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesIn(path: string, except: string): string[] {
  if (path === except || !existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name), except));
}

type Run = { cwd: string; env: Record<string, string> };

/** Runs a script of Node to its end; gives its exit code and what it has said. */
export async function runNode(script: readonly string[], { cwd, env }: Run) {
  const child = spawn(process.execPath, script, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said: said.trim() };
}
