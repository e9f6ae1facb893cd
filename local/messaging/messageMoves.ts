import { randomUUID } from "node:crypto";
import type { buildApp } from "fauxqs";
import type { Queue, Queues } from "./fauxqs.ts";

/** StartMessageMoveTask, which the engine lacks: gives what is in a dead-letter queue back to the queue it came from. */
export function answerMoves(app: ReturnType<typeof buildApp>, queues: Queues): void {
  app.addHook("preHandler", async (request, reply) => {
    if (request.headers["x-amz-target"] !== "AmazonSQS.StartMessageMoveTask") return;
    const { SourceArn, DestinationArn } = (request.body ?? {}) as { SourceArn?: string; DestinationArn?: string };
    const from = queues.getQueueByArn(String(SourceArn));
    const to = from && (DestinationArn ? queues.getQueueByArn(DestinationArn) : sourceOf(from, queues));
    reply.header("content-type", "application/x-amz-json-1.0");
    if (from && to) {
      move(from, to);
      return reply.send({ TaskHandle: randomUUID() });
    }
    reply.status(400).header("x-amzn-query-error", "ResourceNotFoundException;Sender");
    return reply.send({ __type: "com.amazonaws.sqs#ResourceNotFoundException", message: "There is no such queue." });
  });
}

const sourceOf = ({ arn }: Queue, queues: Queues): Queue | undefined =>
  [...queues.allQueues()].find(({ attributes: { RedrivePolicy } }) => RedrivePolicy?.includes(`"${arn}"`));

/** They count as new there. A message is kept under its id, so writing it to the one queue takes it from the other. */
function move(from: Queue, to: Queue): void {
  for (const message of from.messages.splice(0)) {
    to.enqueue({ ...message, approximateReceiveCount: 0, sentTimestamp: Date.now() });
  }
}
