import { parseArgs } from "node:util";
import { SQSClient } from "@aws-sdk/client-sqs";
import { queueNames } from "../lib/notifications/queueNames.ts";
import { redrive } from "../lib/notifications/redrive.ts";

/** Gives the messages of a dead-letter queue back to its queue, once what made them fail is put right. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { name: { type: "string", default: "ticket-desk" }, stage: { type: "string", default: "dev" } },
});
const queue = queueNames.find((name) => name === positionals[0]);
if (!queue || positionals.length > 1) {
  console.error(`Usage: npm run redrive -- <${queueNames.join("|")}> [--stage dev] [--name ticket-desk]`);
  process.exit(2);
}
try {
  const stackName = `${values.name}-${values.stage}-notifications`;
  console.log(await redrive(new SQSClient({}), stackName, queue));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
