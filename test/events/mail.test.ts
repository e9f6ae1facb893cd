import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as takes } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";

/* SES, as it is when it has room for one e-mail at a time: it refuses each that comes while another is under way. */
let [underWay, sent, refused] = [0, 0, 0];
let last: unknown;
const ses = createServer(async (request, response) => {
  const isTooMuch = underWay++ > 0;
  const body = await text(request);
  last = JSON.parse(body);
  const isWrong = body.includes("nobody@");
  await takes(5);
  underWay--;
  if (isTooMuch) refused++;
  else if (!isWrong) sent++;
  const error = isTooMuch ? "TooManyRequestsException" : isWrong && "MessageRejected";
  response.writeHead(error ? 400 : 200, { ...(error && { "x-amzn-errortype": error }) });
  response.end(JSON.stringify({ MessageId: "1" }));
});
await new Promise<void>((listening) => ses.listen(0, "127.0.0.1", listening));
afterAll(() => ses.close());
Object.assign(process.env, {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  MAIL_FROM: "desk@example.org",
  MAIL_REPLY_TO: "help@example.org",
  MAIL_OUTCOMES: "outcomes",
  AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${(ses.address() as AddressInfo).port}`,
});
const { sendMail } = await import("../../functions/events/mail.ts");
const mail = { subject: "s", text: "t", html: "<p>t</p>" };

test("an e-mail names who it comes from and who answers go to, and where SES tells that it bounced", async () => {
  await sendMail("somebody@example.com", mail);
  expect(last).toMatchObject({
    FromEmailAddress: "desk@example.org",
    ReplyToAddresses: ["help@example.org"],
    ConfigurationSetName: "outcomes",
    Destination: { ToAddresses: ["somebody@example.com"] },
  });
  sent = 0;
});

test("of many e-mails at once none is refused: they go out one after the other", async () => {
  await Promise.all(Array.from({ length: 30 }, (_, index) => sendMail(`somebody${index}@example.com`, mail)));
  expect({ sent, refused }).toEqual({ sent: 30, refused: 0 });
});

test("one that SES rejects keeps no other from going out", async () => {
  const both = await Promise.allSettled(["nobody@example.com", "b@example.com"].map((to) => sendMail(to, mail)));
  expect(both.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});
