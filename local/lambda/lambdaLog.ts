import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";

export type Log = {
  write(level: string, who: string, requestId: string, text: string): void;
  /** What did not come through the console, as it is. */
  raw(text: string): void;
  close(): Promise<void>;
};

/** Keeps what handlers say in one file, the last start's beside it; errors are shown as well, unless `quiet`. */
export function openLog(dataDir: string, quiet: boolean): Log {
  const folder = join(dataDir, "logs");
  const file = join(folder, "lambda.log");
  mkdirSync(folder, { recursive: true });
  if (existsSync(file)) renameSync(file, join(folder, "lambda.previous.log"));
  const stream = createWriteStream(file, { flags: "a" });
  stream.on("error", (error) => console.error(`The log ${file} cannot be written: ${error.message}`));
  return {
    write(level, who, requestId, text) {
      stream.write(`${new Date().toISOString()} ${level} ${who} ${requestId} ${text}\n`);
      if (level === "ERROR" && !quiet) console.error(`${who}: ${text}`);
    },
    raw: (text) => void stream.write(text),
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
