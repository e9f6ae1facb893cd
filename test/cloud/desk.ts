import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Session, signIn } from "../../local/session.ts";

/** A local cloud in a process of its own, as `npm start` runs it. */
export type Desk = {
  url: string;
  dataDir: string;
  /** As Ctrl-C does; gives the exit code. */
  stop(): Promise<number | null>;
  /** Resident memory of the process: MB. */
  memory(): number;
  /** As a power cut does. */
  kill(): Promise<void>;
};

/** A folder on the RAM disk where there is one. */
export const newDataDir = (): string =>
  mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "ticket-desk-"));

/** Starts the local cloud with accounts but no demo tickets unless asked otherwise, and waits until it answers. */
export async function startDesk(
  environment: Record<string, string> = {},
  dataDir = newDataDir(),
  asked = ["--no-tickets"],
): Promise<Desk> {
  const child = spawn(process.execPath, ["local/start.ts", ...asked], {
    env: { ...process.env, PORT: "0", DATA_DIR: dataDir, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  const exited = once(child, "exit");
  const url = await addressPrintedBy(child);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  };
  return {
    url,
    dataDir,
    stop: async () => {
      const code = await end("SIGINT");
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
    memory: () =>
      Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024),
    kill: async () => void (await end("SIGKILL")),
  };
}

async function addressPrintedBy(child: ChildProcess): Promise<string> {
  const lines: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => lines.push(String(chunk)));
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    lines.push(line);
    const url = /https?:\/\/[\w.:]+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error(`the local cloud did not start:\n${lines.join("\n")}`);
}

export const password = "Demo-Passw0rd!";

export type Cast = Record<
  "admin" | "itHead" | "hodFinance" | "hodEngineering" | "ana" | "bo" | "finance" | "engineering",
  Session
>;

/** The demo people, signed in. */
export async function castOf(url: string): Promise<Cast> {
  const names = {
    admin: "admin",
    itHead: "ithead",
    hodFinance: "hod.finance",
    hodEngineering: "hod.engineering",
    ana: "tech.ana",
    bo: "tech.bo",
    finance: "user.finance",
    engineering: "user.engineering",
  };
  const sessions = Object.entries(names).map(async ([role, name]) => [
    role,
    await signIn(url, `${name}@example.com`, password),
  ]);
  return Object.fromEntries(await Promise.all(sessions)) as Cast;
}
