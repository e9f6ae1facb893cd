import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { freePort } from "../port.ts";
import { endOrphan, forget, remember } from "./dynamodbProcess.ts";

type Options = {
  dataDir: string;
  /** Where to listen, if there is nobody. */
  port?: number;
  /** Called when the engine ends by itself; told on stderr unless given. */
  onCrash?: (error: Error) => void;
};
export type DynamoDb = { endpoint: string; port: number; file: string; stop(): Promise<void> };

const dayInSeconds = 86_400;
const hourInMs = 3_600_000;

/** Starts the table engine over one file in `dataDir`, or hands out the endpoint that the user's environment names. */
export async function startDynamoDb({ dataDir, port, onCrash = tell }: Options): Promise<DynamoDb> {
  const given = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (given) return { endpoint: given, port: Number(new URL(given).port || 80), file: "", stop: async () => {} };

  mkdirSync(dataDir, { recursive: true });
  await endOrphan(dataDir);
  const file = join(dataDir, "dynamodb.db");
  const { child, port: chosen, said } = await spawnListening(dataDir, file, port);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const records = streamRecords(file);

  const end = () => child.kill("SIGTERM");
  process.once("exit", end); // also after an error that nobody caught
  let stopping = false;
  child.once("exit", (code, signal) => {
    process.off("exit", end);
    records.close();
    forget(dataDir);
    if (!stopping) onCrash(new Error(`The DynamoDB engine ended by itself (${signal ?? code}): ${said()}`));
  });
  return {
    endpoint: `http://127.0.0.1:${chosen}`,
    port: chosen,
    file,
    async stop() {
      stopping = true;
      end();
      await ended;
    },
  };
}

const tell = (error: Error) => console.error(error.message);

function binary(): string {
  try {
    return createRequire(import.meta.url).resolve("@dynoxide/linux-x64/dynoxide");
  } catch {
    throw new Error(
      "The DynamoDB engine comes for Linux x64 only. Elsewhere set AWS_ENDPOINT_URL_DYNAMODB to any DynamoDB-compatible endpoint (see README).",
    );
  }
}

type Child = { child: ChildProcess; port: number; said: () => string };

/** A port that was free may be taken before the engine has it: then the engine says so and ends, and another is tried. */
async function spawnListening(dataDir: string, file: string, wished?: number): Promise<Child> {
  const port = wished ?? (await freePort());
  const child = spawn(binary(), ["--host", "127.0.0.1", "--port", String(port), "--db-path", file], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true, // a Ctrl-C in the terminal is ours to handle: handlers still at work may write
  });
  const said = lastWords(child);
  remember(dataDir, child.pid);
  try {
    await listening(child, said);
  } catch (error) {
    child.kill("SIGKILL");
    if (/already in use/i.test(said())) return spawnListening(dataDir, file);
    throw error;
  }
  return { child, port, said };
}

/** The end of what the child wrote to stderr, for the report if it fails. */
function lastWords(child: ChildProcess): () => string {
  let text = "";
  child.on("error", (error) => {
    text += error.message;
  });
  child.stderr?.on("data", (chunk) => {
    text = (text + chunk).slice(-2000);
  });
  return () => text.trim() || "no message";
}

/** Resolves once the engine says that it listens; whoever answers at its port before may be somebody else. */
async function listening(child: ChildProcess, said: () => string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(() => reject(new Error(`The DynamoDB engine did not answer within 10 s: ${said()}`)), 10_000);
  const hear = () => said().includes("listening on") && resolve();
  child.stderr?.on("data", hear);
  child.once("close", () => reject(new Error(`The DynamoDB engine did not start: ${said()}`)));
  await promise.finally(() => clearTimeout(late));
  child.stderr?.off("data", hear);
}

/**
 * The engine scans its table of stream records once per record and never empties it. An index keeps reading fast as
 * the table grows, and what is older than a day goes, as in the service.
 */
function streamRecords(file: string): { close(): void } {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec(
    "CREATE INDEX IF NOT EXISTS local_stream_order ON _stream_records(table_name, CAST(sequence_number AS INTEGER))",
  );
  // The newest record of each table stays: without it the engine would begin to number anew.
  const old = database.prepare(
    `DELETE FROM _stream_records WHERE created_at < ? AND CAST(sequence_number AS INTEGER) <
       (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records newest
         WHERE newest.table_name = _stream_records.table_name)`,
  );
  const trim = () => old.run(Date.now() / 1000 - dayInSeconds);
  trim();
  const timer = setInterval(trim, hourInMs).unref();
  return {
    close() {
      clearInterval(timer);
      database.close();
    },
  };
}
