import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../port.ts";
import { endOrphan, forget, remember } from "./dynamodbProcess.ts";

type Options = {
  dataDir: string;
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
  const chosen = port ?? (await freePort());
  const child = spawn(binary(), ["--host", "127.0.0.1", "--port", String(chosen), "--db-path", file], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true, // a Ctrl-C in the terminal is ours to handle: handlers still at work may write
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const said = lastWords(child);
  remember(dataDir, child.pid);
  await answering(child, chosen, said).catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
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

async function answering(child: ChildProcess, port: number, said: () => string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await canConnect(port))) {
    if (child.exitCode !== null || child.pid === undefined)
      throw new Error(`The DynamoDB engine did not start: ${said()}`);
    if (Date.now() > deadline) throw new Error("The DynamoDB engine did not answer within 10 s");
    await pause(5);
  }
}

async function canConnect(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
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
