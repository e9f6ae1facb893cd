import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { DatabaseSync } from "node:sqlite";
import { buildApp } from "fauxqs";
import { PersistenceManager } from "../../node_modules/fauxqs/dist/persistence.js";
import { S3Store } from "../../node_modules/fauxqs/dist/s3/s3Store.js";
import { SnsStore } from "../../node_modules/fauxqs/dist/sns/snsStore.js";
import { type SqsQueue, SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";
import { INVALID_MESSAGE_BODY_CHAR } from "../../node_modules/fauxqs/dist/sqs/sqsTypes.js";

export type Queue = SqsQueue;
export type Queues = SqsStore;
export const newMessage = (body: string) => SqsStore.createMessage(body);

const notForQueues = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;
// The engine's own list ends before U+10000, and so refused an emoji in somebody's name.
INVALID_MESSAGE_BODY_CHAR.test = (body) => notForQueues.test(body);

/**
 * The SNS and SQS of fauxqs, put together from its parts: its own start listens on every network interface, and its
 * persistence loses a message whose visibility is set to nothing. Queues are kept in `folder`; topics are not.
 */
export function openFauxqs(folder: string) {
  mkdirSync(folder, { recursive: true });
  const sqs = new SqsStore();
  const sns = new SnsStore();
  const kept = mended(new PersistenceManager(folder));
  // Before the queues know where they are kept: loading would write, and so delete, what it reads.
  kept.loadSqsAndSns(sqs, sns);
  sqs.persistence = kept;
  for (const queue of sqs.allQueues()) queue.persistence = kept;
  const app = buildApp({ logger: false, stores: { sqsStore: sqs, snsStore: sns, s3Store: new S3Store() } });
  return {
    sqs,
    sns,
    app,
    async listen(): Promise<string> {
      await app.listen({ port: 0, host: "127.0.0.1" });
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    },
    async stop(): Promise<void> {
      await app.close();
      kept.close();
    },
  };
}

function mended(kept: PersistenceManager): PersistenceManager {
  const { db } = kept as unknown as { db: DatabaseSync };
  // What is written survives the end of the process; only a power failure could take the last moments.
  db.exec("PRAGMA synchronous = NORMAL");
  const makeReady = db.prepare(
    "UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?",
  );
  kept.updateMessageReady = (id) => void makeReady.run(id);
  return kept;
}
