import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { routes } from "../../functions/contract/routes.ts";
import { Problem } from "../../functions/domain/problem.ts";
import { problemAnswer, problemOf as toldOf } from "../../functions/http/problem.ts";
import { parse } from "../../functions/http/request.ts";

const request = (body: string | undefined, type = "application/json") =>
  ({ headers: { "content-type": type }, body, isBase64Encoded: false }) as unknown as APIGatewayProxyEventV2;

type AnyRoute = (typeof routes)[keyof typeof routes];
const parsed = (route: AnyRoute, body: string, pathParameters = {}) =>
  parse(route, { ...request(body), pathParameters }).body;

function problemOf(route: AnyRoute, body: string | undefined, type?: string, pathParameters = {}): Problem {
  try {
    parse(route, { ...request(body, type), pathParameters });
  } catch (error) {
    return error as Problem;
  }
  return expect.fail("it was taken");
}

describe("a body", () => {
  const words = { title: "a", description: "b", category: "other", priority: "low" };

  test("that a route does not take is refused like an unknown field, whatever is in it", () => {
    const { readAllNotifications, createSocketTicket } = routes;
    for (const route of [readAllNotifications, createSocketTicket]) {
      expect(problemOf(route, '{"foo":1}').code).toBe("malformed");
      expect(problemOf(route, '{"unread":').code).toBe("malformed");
      expect(problemOf(route, "hello", "text/plain").code).toBe("malformed");
      for (const nothing of [undefined, "", "{}"]) expect(parse(route, request(nothing)).body).toBeUndefined();
    }
  });

  test.each([
    ["at the top", '{"title":"a","title":"z","description":"b","category":"other","priority":"low"}'],
    ["spelled otherwise", '{"title":"a","t\\u0069tle":"z","description":"b","category":"other","priority":"low"}'],
    ["further in", '{"title":"a","description":"b","category":"other","priority":"low","x":[{"y":1,"y":1}]}'],
    ["after a list", '{"title":"a","x":[1],"title":"z"}'],
    ["after an object", '{"title":"a","x":{"y":1},"title":"z"}'],
  ])("that names something twice is refused: %s", (_, body) => {
    expect(problemOf(routes.raiseTicket, body)).toMatchObject({
      code: "malformed",
      message: expect.stringMatching(/twice/),
    });
  });

  test("may hold the same name in two objects, and names, quotes and braces in its texts", () => {
    const description = '"title": {"title": "\\"title\\":", [ }\\';
    const body = JSON.stringify({ ...words, description });
    expect(parse(routes.raiseTicket, request(body)).body).toMatchObject({ description });
    const quiet = { from: "22:00", to: "06:00", timeZone: "UTC" };
    const preferences = { inApp: [], email: [], sms: [], quietHours: quiet };
    const own = JSON.stringify({ name: "a", notifications: preferences });
    expect(parse(routes.changeMe, request(own)).body).toMatchObject({ name: "a" });
    for (const apart of ['{"x":{"y":1},"y":2}', '{"x":[{"y":1},{"y":2}],"y":3}'])
      expect(problemOf(routes.raiseTicket, apart).message).not.toMatch(/twice/);
  });

  test.each(["null", "[]", "5", '"x"', ""])("that is no object is malformed: %s", (body) => {
    expect(problemOf(routes.raiseTicket, body).code).toBe("malformed");
  });

  test("says of each place at fault what is wrong with it; what nobody knows makes the whole malformed", () => {
    const limits = { name: "a.txt", size: 0, contentType: "x".repeat(101) };
    const faultsOf = ({ faults }: Problem) => faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
    expect(faultsOf(problemOf(routes.raiseTicket, '{"title":5,"description":"","priority":"urgent"}'))).toEqual([
      "/title must be of type string",
      "/description must not be empty",
      "/category is missing",
      "/priority must be one of low, medium, high, critical",
    ]);
    expect(faultsOf(problemOf(routes.startUpload, JSON.stringify(limits), undefined, ticket))).toEqual([
      "/size must be at least 1",
      "/contentType must be at most 100",
    ]);
    expect(problemOf(routes.raiseTicket, '{"title":5,"x":1}')).toMatchObject({
      code: "malformed",
      message: expect.stringMatching(/^title must be of type string; .*x is not known here/),
    });
  });

  const ticket = { ticketId: "T-0000000" };
  const { raiseTicket, addComment, moveTicket, changeMe, startUpload, createUser } = routes;
  const file = { name: "a.txt", size: 5, contentType: "text/plain" };
  const somebody = { email: "a@example.com", name: "a", role: "admin" };
  const texts: [what: string, route: AnyRoute, field: string, rest: object, most: number][] = [
    ["a title", raiseTicket, "title", words, 200],
    ["a description", raiseTicket, "description", words, 10_000],
    ["a comment", addComment, "message", {}, 5_000],
    ["a resolution", moveTicket, "comment", { status: "resolved" }, 5_000],
    ["a name", changeMe, "name", {}, 100],
    ["a file's name", startUpload, "name", file, 200],
  ];
  test.each(texts)(
    "%s takes so many characters as people count them, and not one more",
    (_, route, field, rest, most) => {
      const body = (text: string) => JSON.stringify({ ...rest, [field]: text });
      for (const letter of ["x", "😀"]) {
        expect(parsed(route, body(letter.repeat(most)), ticket)).toMatchObject({ [field]: letter.repeat(most) });
        const { faults } = problemOf(route, body(letter.repeat(most + 1)), undefined, ticket);
        expect(faults).toEqual([{ pointer: `/${field}`, detail: `must have at most ${most} characters` }]);
      }
      expect(problemOf(route, body("half \ud800"), undefined, ticket).code).toBe("invalid");
    },
  );

  test.each([
    ["a title is one line", raiseTicket, "title", words, " a\r\n\tb \u0000\u001b c\u0085d ", "a b c d"],
    [
      "a description keeps its lines",
      raiseTicket,
      "description",
      words,
      "\n a\r\nb\rc\n\td\u0000e\u001bf\u0007 \n",
      "a\nb\nc\n\tdef",
    ],
    ["what is no character, and no queue takes", raiseTicket, "title", words, "\uffffa\ufffeb \ufdd0\u{10ffff}", "ab"],
    ["nor in many lines", raiseTicket, "description", words, "a\uffff\nb\ufffe\u{1fffe}", "a\nb"],
    ["nor in a name", createUser, "name", somebody, "Ada\uffff", "Ada"],
    ["an address has no capitals", createUser, "email", somebody, " Ada@Example.COM ", "ada@example.com"],
  ] as [string, AnyRoute, string, object, string, string][])(
    "is taken without what nobody sees: %s",
    (_, route, field, rest, sent, taken) => {
      expect(parsed(route, JSON.stringify({ ...rest, [field]: sent }))).toMatchObject({ [field]: taken });
    },
  );

  test("names an address that the user pool can hold: of 128 characters, and no more", () => {
    const body = (length: number) => JSON.stringify({ ...somebody, email: `a@${".com".padStart(length - 2, "b")}` });
    expect(parsed(routes.createUser, body(128))).toHaveProperty("email");
    const { faults } = problemOf(routes.createUser, body(129));
    expect(faults).toEqual([{ pointer: "/email", detail: "must have at most 128 characters" }]);
  });

  test("names an address that mail can reach: of 64 characters before the @, and no more", () => {
    const body = (length: number) => JSON.stringify({ ...somebody, email: `${"a".repeat(length)}@example.com` });
    expect(parsed(routes.createUser, body(64))).toHaveProperty("email");
    const { faults } = problemOf(routes.createUser, body(65));
    expect(faults).toEqual([{ pointer: "/email", detail: "is not an e-mail address" }]);
  });

  test.each(["../a.txt", "C:\\a.txt", "/a.txt"])("names no file with a folder: %s", (name) => {
    const { faults } = problemOf(startUpload, JSON.stringify({ ...file, name }), undefined, ticket);
    expect(faults).toEqual([{ pointer: "/name", detail: "must not contain / or \\" }]);
  });

  test.each(["\u200b", "\u2060\u200d", "\u202e", "\u00ad", "\u3164", "\u00a0\ufeff", "\u0007"])(
    "whose title shows nothing has none: %j",
    (title) => {
      expect(problemOf(routes.raiseTicket, JSON.stringify({ ...words, title })).code).toBe("invalid");
      const visible = JSON.stringify({ ...words, title: `${title}👩‍💻${title}` });
      expect(parse(routes.raiseTicket, request(visible)).body.title).toContain("👩‍💻");
    },
  );

  test("names a file in the order in which it is read: what turns letters round is left out", () => {
    const named = (name: string) =>
      parse(routes.startUpload, {
        ...request(JSON.stringify({ name, size: 5, contentType: "application/msword" })),
        pathParameters: { ticketId: "T-0000000" },
      }).body.name;
    expect(named("invoice\u202etxt.doc")).toBe("invoicetxt.doc");
    expect(named("\u2067invoice\u2069 \u202b\u202d\u202c.doc")).toBe("invoice .doc");
    expect(named("\u200fفاتورة 5\u200e.doc")).toBe("\u200fفاتورة 5\u200e.doc");
  });

  test("of other bytes than UTF-8 is refused, and not read with other letters in their place", () => {
    const sent = (text: string, encoding: "latin1" | "utf8") => ({
      ...request(Buffer.from(text, encoding).toString("base64")),
      isBase64Encoded: true,
    });
    const body = JSON.stringify({ ...words, title: "Café" });
    expect(() => parse(routes.raiseTicket, sent(body, "latin1"))).toThrow(
      expect.objectContaining({ code: "malformed" }),
    );
    expect(parse(routes.raiseTicket, sent(body, "utf8")).body.title).toBe("Café");
    expect(() => parse(routes.raiseTicket, sent(`\ufeff${body}`, "utf8"))).toThrow(/not JSON/);
  });

  test("with thousands of faults is answered with twenty of them", () => {
    const many = Object.fromEntries(Array.from({ length: 8_000 }, (_, nth) => [`field${nth}`, 1]));
    const { faults, message } = problemOf(routes.raiseTicket, JSON.stringify({ ...words, ...many }));
    expect(faults).toHaveLength(20);
    expect(message.length).toBeLessThan(2000);
  });

  test("is measured in bytes, whatever its letters take", () => {
    const body = (letters: number) => JSON.stringify({ ...words, description: "é".repeat(letters) });
    expect(problemOf(routes.raiseTicket, body(132_000)).code).toBe("too_large");
    expect(problemOf(routes.raiseTicket, body(130_000)).code).toBe("invalid");
  });

  test("is read as the gateway brings it: in base64 where that does not know it for text, its type in any case", () => {
    const body = Buffer.from(JSON.stringify({ ...words, title: "ä" })).toString("base64");
    const encoded = { ...request(body, "Application/JSON; Charset=UTF-8"), isBase64Encoded: true };
    expect(parse(routes.raiseTicket, encoded).body).toMatchObject({ title: "ä" });
  });

  test("with an unknown field of a long name is answered with the beginning of it", () => {
    const { faults } = problemOf(routes.raiseTicket, JSON.stringify({ ...words, ["x".repeat(5000)]: 1 }));
    expect(faults.map(({ pointer }) => pointer.length)).toEqual([101]);
  });

  test("whose unknown field has a slash and a tilde in its name is pointed to as RFC 6901 says", () => {
    const { faults } = problemOf(routes.raiseTicket, JSON.stringify({ ...words, "a/b~c": 1 }));
    expect(faults.map(({ pointer }) => pointer)).toEqual(["/a~1b~0c"]);
  });
});

describe("a refusal", () => {
  test("says when to try again, where that is known", () => {
    const headersOf = (problem: Problem) => problemAnswer(problem, "1").headers;
    expect(headersOf(new Problem("too_many_requests", "", [], 60))["retry-after"]).toBe("60");
    expect(headersOf(new Problem("invalid", ""))).not.toHaveProperty("retry-after");
  });

  test("that is our fault says nothing of what went wrong", () => {
    const { statusCode, body } = problemAnswer(toldOf(new Error("no item in TABLE at 10.0.0.1")), "1");
    expect([statusCode, JSON.parse(body)]).toMatchObject([500, { code: "internal", detail: "please try again later" }]);
    expect(body).not.toMatch(/TABLE|10\.0/);
  });
});
