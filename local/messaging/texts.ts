import { randomUUID } from "node:crypto";
import type { buildApp } from "fauxqs";

export type Text = { id: string; to: string; text: string };
export type TakeText = (text: Text) => void;

/** The engine knows topics only: what is published to a phone number is taken out before it gets there. */
export function answerTexts(app: ReturnType<typeof buildApp>, take: TakeText): void {
  app.addHook("preHandler", async (request, reply) => {
    const { Action, PhoneNumber, Message } = (request.body ?? {}) as Record<string, unknown>;
    if (Action !== "Publish" || typeof PhoneNumber !== "string") return;
    const problem = problemOf(PhoneNumber, Message);
    reply.header("content-type", "text/xml").status(problem ? 400 : 200);
    if (problem) return reply.send(errorOf(problem));
    const id = randomUUID();
    take({ id, to: PhoneNumber, text: String(Message) });
    return reply.send(`<PublishResponse xmlns="${namespace}"><PublishResult><MessageId>${id}</MessageId></PublishResult>\
<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`);
  });
}

const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";
const largestText = 1600;

function problemOf(phone: string, message: unknown): string | undefined {
  if (!/^\+[1-9]\d{1,14}$/.test(phone)) return "Invalid parameter: PhoneNumber is not valid to publish to";
  if (typeof message !== "string" || message === "") return "Invalid parameter: Empty message";
  return Buffer.byteLength(message) > largestText ? "Invalid parameter: Message too long" : undefined;
}

const errorOf = (message: string): string =>
  `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>InvalidParameter</Code>\
<Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
