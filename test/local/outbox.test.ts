import { appendFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Gateway, startGateway } from "../../local/gateway/gateway.ts";
import { cognitoMail } from "../../local/mail/cognitoMail.ts";
import { type Mail, startMail } from "../../local/mail/mail.ts";
import { type Outbox, openOutbox } from "../../local/mail/outbox.ts";
import { outboxFront } from "../../local/mail/outboxFront.ts";

let dataDir = "";
let outbox: Outbox;
let mail: Mail;
let gateway: Gateway;
let ses: SESv2Client;

beforeEach(async () => {
  dataDir = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "outbox-"));
  outbox = openOutbox(dataDir);
  mail = await startMail(outbox);
  gateway = await startGateway({ port: 0, routes: [], invoke: async () => {}, front: outboxFront(outbox, mail) });
  ses = new SESv2Client({
    endpoint: mail.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  await gateway.stop();
  await mail.stop();
  rmSync(dataDir, { recursive: true });
});

const part = (Data: string) => ({ Data, Charset: "UTF-8" });
const send = (subject: string, html = "<p>Hello</p>", text = "Hello") =>
  ses.send(
    new SendEmailCommand({
      FromEmailAddress: "desk@example.com",
      ReplyToAddresses: ["reply@example.com"],
      Destination: { ToAddresses: ["ana@example.com"] },
      Content: { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } } },
    }),
  );
const get = (path: string) => fetch(new URL(path, gateway.url));
const turn = (body: string, type = "application/json") =>
  fetch(new URL("/outbox/engine", gateway.url), { method: "POST", headers: { "content-type": type }, body });
const subjects = () => outbox.list().map(({ subject }) => subject);

test("an e-mail that was sent is in the outbox with all that it says, newest first", async () => {
  const { MessageId } = await send("First: ä → 試験");
  await send("Second");
  const { sent } = (await (await get("/outbox.json")).json()) as { sent: object[] };
  expect(sent).toMatchObject([
    { subject: "Second" },
    {
      id: MessageId,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      channel: "email",
      from: "desk@example.com",
      to: ["ana@example.com"],
      replyTo: ["reply@example.com"],
      subject: "First: ä → 試験",
      text: "Hello",
      html: "<p>Hello</p>",
    },
  ]);
});

test("an e-mail without a subject is refused as a bad request and is not in the outbox", async () => {
  await expect(send("")).rejects.toMatchObject({ name: "BadRequestException" });
  expect(outbox.list()).toEqual([]);
});

test("with the engine down sending fails and nothing is in the outbox; it is up again at the same address", async () => {
  await mail.stopMail();
  await expect(send("Lost?")).rejects.toThrow();
  expect(outbox.list()).toEqual([]);
  expect(await (await get("/outbox")).text()).toContain("The e-mail engine is stopped");
  await mail.startMail();
  await send("Found");
  expect(subjects()).toEqual(["Found"]);
});

test("POST /outbox/engine takes the engine down and up, and no page of another origin can", async () => {
  expect(await (await turn('{"running":false}')).json()).toEqual({ running: false });
  await expect(send("x")).rejects.toThrow();
  expect(await (await turn('{"running":true}')).json()).toEqual({ running: true });
  expect((await turn('{"running":false}', "text/plain")).status).toBe(400);
  expect((await turn("running=false", "application/x-www-form-urlencoded")).status).toBe(400);
  expect((await turn("{")).status).toBe(400);
  expect(mail.isRunning()).toBe(true);
});

test("what was sent is there after a restart; a line that a kill has torn is not", async () => {
  await send("Kept");
  appendFileSync(join(dataDir, "outbox.jsonl"), '{"id":"torn","subj');
  outbox = openOutbox(dataDir);
  outbox.add({
    id: "2",
    channel: "sms",
    from: "",
    to: ["+49151"],
    replyTo: [],
    subject: "",
    text: "later",
    html: null,
  });
  expect(openOutbox(dataDir).list()).toMatchObject([{ text: "later" }, { subject: "Kept" }]);
});

test("the page shows everything as text: no markup of a subject, an address, a text or an SMS becomes its own", async () => {
  const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
  outbox.add({
    id: evil,
    channel: "email",
    from: evil,
    to: [evil],
    replyTo: [],
    subject: evil,
    text: evil,
    html: evil,
  });
  outbox.add({ id: "2", channel: "sms", from: "", to: [evil], replyTo: [], subject: "", text: evil, html: null });
  const page = await (await get("/outbox")).text();
  expect(page).not.toMatch(/<script|<img|onerror='/);
  expect(page.match(/<iframe[^>]*>/g)).toHaveLength(1);
});

test("an e-mail's HTML is rendered in a frame where no script runs and nothing is loaded", async () => {
  await send("Pretty", `<h1 style="color:red">Hello & welcome</h1><script>alert(1)</script>`);
  const answer = await get("/outbox");
  const page = await answer.text();
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(page).toContain("&#60;h1 style=&#34;color:red&#34;&#62;Hello &#38; welcome");
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src data:;/);
  expect(policy).not.toContain("script-src");
});

test("temporary passwords and codes stand in the outbox as the pool's template puts them", async () => {
  const send = cognitoMail(outbox, {
    invitation: { subject: "Your account", text: "Sign in as {username} with {####}." },
    code: { subject: "Your code", text: "Set a password with {####}." },
  });
  const person = { to: "new@example.com", username: "0a1b" };
  send({ ...person, kind: "invitation", code: "$&Secret1!" });
  send({ ...person, kind: "passwordReset", code: "123456" });
  expect(outbox.list()).toMatchObject([
    { to: ["new@example.com"], subject: "Your code", text: "Set a password with 123456." },
    { to: ["new@example.com"], subject: "Your account", text: "Sign in as 0a1b with $&Secret1!." },
  ]);
});
