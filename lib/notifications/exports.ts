import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { indexesOf } from "../api/routeAccess.ts";
import { type Data, tableEnvironment } from "../data/data.ts";
import { handles } from "../data/fileGrants.ts";
import { changes, forgets, reads, readsMany } from "../grants.ts";
import type { Settings } from "../settings.ts";
import { QueueWorker } from "./queueWorker.ts";
import type { Sockets } from "./sockets.ts";

type Props = { settings: Settings; data: Data; sockets: Sockets };

/** Lists of tickets are written to files by a few Lambdas at a time: the queue where they find what was asked for. */
export const exportQueue = (scope: Construct, { settings, data, sockets }: Props): Queue =>
  new QueueWorker(scope, "exports", {
    settings,
    entry: "events/export",
    job: true,
    concurrency: 5,
    environment: {
      ...tableEnvironment(settings, data),
      BUCKET_NAME: data.files.bucketName,
      SOCKET_ENDPOINT: sockets.endpoint,
    },
    may: [
      ...reads(data.table, indexesOf("listTickets")),
      readsMany(data.table),
      changes(data.table),
      forgets(data.table, "SOCKETS", "CONNECTION"),
      handles(data.files, "export", "PutObject", "AbortMultipartUpload"),
      sockets.may("POST"),
    ],
  }).queue;
