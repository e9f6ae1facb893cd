import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, startGateway } from "../../local/gateway/gateway.ts";
import { site } from "../../local/gateway/site.ts";

const routes = [
  "GET /v1/me",
  "GET /v1/tickets",
  "POST /v1/tickets",
  "GET /v1/tickets/{ticketId}",
  "GET /v1/tickets/latest",
  "ANY /v1/anything",
  "$default",
].map((key) => ({ key, function: key, authorizer: undefined }));

/** What the function of a route answers: the event, unless a test says otherwise. */
const answers = new Map<string, (event: APIGatewayProxyEventV2) => unknown>();
let gateway: Gateway;
let bare: Gateway;
beforeAll(async () => {
  const invoke = async (name: string, event: unknown) => {
    const answer = answers.get(name);
    return answer ? answer(event as APIGatewayProxyEventV2) : { statusCode: 200, body: JSON.stringify(event) };
  };
  const cognito: Parameters<typeof site>[0]["cognito"] = async (_, response) => void response.end("signed in");
  gateway = await startGateway({ port: 0, routes, invoke, front: site({ cognito, demoPassword: "<secret>" }) });
  bare = await startGateway({ port: 0, routes: routes.slice(0, 1), invoke });
});
afterAll(() => Promise.all([gateway.stop(), bare.stop()]));

/** Sends bytes as they are: fetch would tidy paths and headers up. */
async function raw(request: string, to = gateway): Promise<{ status: number; head: string; body: string }> {
  const socket = connect(to.port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(request);
  const [head = "", ...body] = (await text(socket)).split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), head, body: body.join("\r\n\r\n") };
}
const get = (path: string, ...headers: string[]) =>
  raw([`GET ${path} HTTP/1.1`, "Host: desk.test:3000", "Connection: close", ...headers, "", ""].join("\r\n"));
const eventOf = async (path: string, ...headers: string[]): Promise<APIGatewayProxyEventV2> =>
  JSON.parse((await get(path, ...headers)).body);
const routeOf = async (path: string) => (await eventOf(path)).routeKey;

test.each([
  ["/v1/me", "GET /v1/me"],
  ["/v1/me?x=1", "GET /v1/me"],
  ["/v1/tickets/latest", "GET /v1/tickets/latest"],
  ["/v1/tickets/T-1", "GET /v1/tickets/{ticketId}"],
  ["/v1/anything", "ANY /v1/anything"],
  ["/v1/me/", "$default"],
  ["/V1/me", "$default"],
  ["/v1//me", "$default"],
  ["//v1/me", "$default"],
  ["/v1/%6de", "$default"],
  ["/v1/tickets/", "$default"],
  ["/v1/tickets/..", "$default"],
  ["/v1/tickets/%2e%2E", "$default"],
  ["/v1/./me", "$default"],
  ["/nothing", "$default"],
])("%s goes to the route %s", async (path, key) => {
  expect(await routeOf(path)).toBe(key);
});

test("parameters of the path are decoded, the raw path is as it was sent", async () => {
  const event = await eventOf("/v1/tickets/a%20b%2Fc%C3%A9");
  expect(event.pathParameters).toEqual({ ticketId: "a b/cé" });
  expect(event.rawPath).toBe("/v1/tickets/a%20b%2Fc%C3%A9");
});

test("a path that can't be decoded is a bad request", async () => {
  const broken = await get("/v1/tickets/%zz");
  expect([broken.status, JSON.parse(broken.body)]).toMatchObject([400, { message: "Bad Request", code: "malformed" }]);
});

test("query parameters are decoded, those of one name joined by commas, and kept raw too", async () => {
  const event = await eventOf("/v1/tickets?a=1&b=x+y&a=%32&__proto__=p&empty");
  expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
    ["a", "1,2"],
    ["b", "x y"],
    ["__proto__", "p"],
    ["empty", ""],
  ]);
  expect(event.rawQueryString).toBe("a=1&b=x+y&a=%32&__proto__=p&empty");
  expect((await eventOf("/v1/tickets")).queryStringParameters).toBeUndefined();
});

test("headers are in lower case, those of one name joined by commas, a second Authorization among them", async () => {
  const event = await eventOf("/v1/me", "X-One: a", "x-one: b", "Authorization: Bearer A", "Authorization: Bearer B");
  expect(event.headers).toMatchObject({
    "x-one": "a,b",
    authorization: "Bearer A,Bearer B",
    host: "desk.test:3000",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "http",
  });
});

test("cookies are a list of their own", async () => {
  const event = await eventOf("/v1/me", "Cookie: a=1; b=2");
  expect(event.cookies).toEqual(["a=1", "b=2"]);
  expect(event.headers).not.toHaveProperty("cookie");
});

test("the context says what was asked, by whom and when", async () => {
  const { requestContext, version } = await eventOf("/v1/tickets/T-1", "User-Agent: tester");
  expect(version).toBe("2.0");
  expect(requestContext).toMatchObject({
    http: { method: "GET", path: "/v1/tickets/T-1", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "tester" },
    routeKey: "GET /v1/tickets/{ticketId}",
    stage: "$default",
    domainName: "desk.test:3000",
    time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
  });
  expect(Math.abs(Date.now() - requestContext.timeEpoch)).toBeLessThan(5000);
});

const post = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
  fetch(`${gateway.url}/v1/tickets`, { method: "POST", body, headers: { "content-type": type } });

test("a text body comes as text, any other as base64, none as none", async () => {
  const json = await (await post('{"a":"é"}', "application/json; charset=utf-8")).json();
  expect(json).toMatchObject({ body: '{"a":"é"}', isBase64Encoded: false });
  const bytes = await (await post(new Uint8Array([255, 0]), "application/octet-stream")).json();
  expect(bytes).toMatchObject({ body: "/wA=", isBase64Encoded: true });
  const torn = await (await post(new Uint8Array([255]), "application/json")).json();
  expect(torn).toMatchObject({ body: "/w==", isBase64Encoded: true });
  expect(await eventOf("/v1/me")).not.toHaveProperty("body");
});

test("a body over 10 MB is refused, one of 10 MB is not", async () => {
  const most = 10 * 1024 * 1024;
  answers.set("POST /v1/tickets", ({ body }) => ({ statusCode: 200, body: String(body?.length) }));
  const fits = await post("x".repeat(most), "text/plain");
  expect([fits.status, await fits.text()]).toEqual([200, String(most)]);
  const over = await post("x".repeat(most + 1), "text/plain");
  const problem = { message: "Request Entity Too Large", status: 413, code: "too_large", errors: [] };
  expect([over.headers.get("content-type"), await over.json()]).toMatchObject(["application/problem+json", problem]);
  answers.delete("POST /v1/tickets");
});

test("headers over 10,240 bytes are refused", async () => {
  expect((await get("/v1/me", `X-Long: ${"x".repeat(10_300)}`)).status).toBe(431);
});

const answering = async (answer: unknown) => {
  answers.set("GET /v1/me", () => answer);
  const response = await get("/v1/me");
  answers.delete("GET /v1/me");
  return response;
};

test("an answer with a status is passed on: headers, cookies, body", async () => {
  const { status, head, body } = await answering({
    statusCode: 201,
    headers: { "Content-Type": "application/problem+json", ETag: '"3"' },
    cookies: ["a=1", "b=2"],
    body: "aMOp",
    isBase64Encoded: true,
  });
  expect([status, body]).toEqual([201, "hé"]);
  for (const line of ["content-type: application/problem+json", 'etag: "3"', "set-cookie: a=1", "set-cookie: b=2"]) {
    expect(head.toLowerCase()).toContain(line);
  }
});

test("an answer without a status becomes the body of a 200", async () => {
  const { status, head, body } = await answering({ hello: "there" });
  expect([status, body]).toEqual([200, '{"hello":"there"}']);
  expect(head).toContain("content-type: application/json");
});

test("a function that fails, or answers nonsense, is a 500 that says nothing of it", async () => {
  answers.set("GET /v1/me", () => Promise.reject(new Error("secret")));
  const failed = await get("/v1/me");
  answers.delete("GET /v1/me");
  expect([failed.status, JSON.parse(failed.body)]).toMatchObject([500, { message: "Internal Server Error" }]);
  expect(failed.body).not.toContain("secret");
  expect((await answering({ statusCode: "much" })).status).toBe(500);
});

test("without a $default route, what matches nothing is a 404 of the gateway's own", async () => {
  const ask = (method: string, path: string) => fetch(`${bare.url}${path}`, { method });
  const answered = await Promise.all([
    ask("GET", "/x"),
    ask("POST", "/v1/me"),
    ask("OPTIONS", "/v1/me"),
    ask("HEAD", "/v1/me"),
  ]);
  expect(answered.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(await answered[0]?.json()).toMatchObject({ message: "Not Found", code: "not_found" });
});

test("clients find the address that they used in /config.json", async () => {
  expect(JSON.parse((await get("/config.json")).body)).toEqual({
    apiUrl: "http://desk.test:3000",
    auth: {
      endpoint: "http://desk.test:3000/cognito",
      region: "us-east-1",
      userPoolId: "us-east-1_LocalPool1",
      clientId: expect.any(String),
    },
  });
  expect((await raw("POST /cognito HTTP/1.0\r\n\r\n")).body).toBe("signed in");
});

test("the page names the demo accounts and their password", async () => {
  const { head, body } = await get("/demo");
  expect(head).toContain("text/html");
  expect(body).toContain("hod.finance@example.com");
  expect(body).toContain("&#60;secret&#62;");
  expect(body).not.toContain("{{");
});

test("no page of another site begins a tour, and nothing that is only followed does", async () => {
  const post = (path: string, ...headers: string[]) =>
    raw([`POST ${path} HTTP/1.1`, "Host: desk.test:3000", "Connection: close", ...headers, "", ""].join("\r\n"));
  const isTour = ({ head }: { head: string }) => head.includes("text/html");
  expect(isTour(await post("/demo/tour", "Sec-Fetch-Site: cross-site"))).toBe(false);
  expect(isTour(await get("/demo/tour"))).toBe(false);
  expect(isTour(await post("/demo/tour", "Sec-Fetch-Site: same-origin"))).toBe(true);
});

test("a connection that nothing comes on stays open for a minute, so that no client loses a request on it", async () => {
  const response = await fetch(`${gateway.url}/v1/me`);
  expect(response.headers.get("keep-alive")).toBe("timeout=65");
  await response.arrayBuffer();
});
