import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, expect, test, vi } from "vitest";
import { startStill } from "../store/engines.ts";

/* SNS, which fails at first, or answers nothing. */
let failures = 0;
let failure = "AuthorizationError";
let isSilent = false;
let asked = new URLSearchParams();
const sns = createServer((request, response) => {
  text(request).then((body) => {
    asked = new URLSearchParams(body);
    if (isSilent) return request.socket.destroy();
    const ok = "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
    const wrong = "<ErrorResponse><Error><Code>CODE</Code><Message>why</Message></Error></ErrorResponse>".replace(
      "CODE",
      failure,
    );
    const fails = failures-- > 0;
    response.writeHead(fails ? 400 : 200, { "content-type": "text/xml" }).end(fails ? wrong : ok);
  });
});
await new Promise<void>((listening) => sns.listen(0, "127.0.0.1", listening));
const engines = await startStill();
afterAll(async () => {
  sns.close();
  await engines.stop();
});
process.env.AWS_ENDPOINT_URL_SNS = `http://127.0.0.1:${(sns.address() as AddressInfo).port}`;
process.env.SMS_PER_PERSON_A_DAY = "2";
process.env.SMS_A_DAY = "3";
process.env.SMS_CODES = "+49,+43";
const { peopleOf } = await import("../../functions/store/accounts.ts");
const { GetCommand } = await import("@aws-sdk/lib-dynamodb");
const { dynamo, tableName } = await import("../../functions/store/client.ts");
const { keys } = await import("../../functions/store/table.ts");
const { sendSms } = await import("../../functions/events/sms.ts");

async function counted(of: string): Promise<unknown> {
  const Key = keys.smsCount(new Date().toISOString().slice(0, 10), of);
  return (await dynamo.send(new GetCommand({ TableName: tableName, Key }))).Item?.counted;
}

test("what could not be sent takes nothing of the day's caps, however often it is tried", async () => {
  const [reader] = await peopleOf("it_head");
  const account = { ...(reader ?? expect.fail()), phone: "+4915112345678" };
  failures = 5;
  for (let tries = 0; tries < 5; tries++) await expect(sendSms(account, "text")).rejects.toThrow();
  expect([await counted(account.id), await counted("ALL")]).toEqual([0, 0]);
  await sendSms(account, "text");
  expect([await counted(account.id), await counted("ALL")]).toEqual([1, 1]);
});

test("a number that SNS knows to be none neither fails for ever, nor counts; the log says whose it is, and not the number", async () => {
  const [reader] = await peopleOf("hod");
  const account = { ...(reader ?? expect.fail()), phone: "+491511" };
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  [failures, failure] = [1, "InvalidParameter"];
  await sendSms(account, "text");
  expect(failures).toBe(0);
  expect(await counted(account.id)).toBe(0);
  expect(logged.mock.calls).toEqual([[expect.objectContaining({ accountId: account.id })]]);
  expect(JSON.stringify(logged.mock.calls)).not.toContain(account.phone);
});

test("an SMS goes to the person's number, as one that must arrive: networks may drop others at night", async () => {
  const [reader] = await peopleOf("admin");
  await sendSms({ ...(reader ?? expect.fail()), phone: "+4915112345670" }, "text");
  const given = Object.fromEntries(asked);
  expect(given).toMatchObject({ PhoneNumber: "+4915112345670", Message: "text" });
  expect(given["MessageAttributes.entry.1.Name"]).toBe("AWS.SNS.SMS.SMSType");
  expect(given["MessageAttributes.entry.1.Value.StringValue"]).toBe("Transactional");
});

test("a number that was entered before its country was left out is not texted, and does not count", async () => {
  const [reader] = await peopleOf("hod");
  const account = reader ?? expect.fail();
  const before = await counted(account.id);
  asked = new URLSearchParams();
  await sendSms({ ...account, phone: "+12135550100" }, "text");
  expect([...asked]).toEqual([]);
  expect(await counted(account.id)).toEqual(before);
});

test("what no answer came to may have gone out, and counts", async () => {
  const [reader] = await peopleOf("technician");
  const account = { ...(reader ?? expect.fail()), phone: "+4915112345679" };
  isSilent = true;
  await expect(sendSms(account, "text")).rejects.toThrow();
  expect(await counted(account.id)).toBe(1);
});
