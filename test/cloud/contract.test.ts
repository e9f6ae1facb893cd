import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { anyEvent } from "../../functions/contract/events.ts";
import { routes } from "../../functions/contract/routes.ts";
import { until } from "../../local/until.ts";
import { cast, send, url } from "./shared.ts";
import { assign, decide, historyOf, idOf, move, raise, reach, refusal, ticketOf } from "./steps.ts";

const { admin, itHead, hodFinance, ana, bo, finance, engineering } = cast;
const words = { title: "A title", description: "Some text", category: "other", priority: "low" };
const statusAndCode = async (response: Response) =>
  `${response.status} ${((await response.json()) as { code: string }).code}`;

describe("a refusal", () => {
  test("is a problem of RFC 9457 with a request id and the places at fault, and says nothing of the inside", async () => {
    const response = await send(finance, "POST", "/v1/tickets", { ...words, title: "", priority: "urgent" });
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = (await response.json()) as { errors: { pointer: string }[] };
    expect(problem).toEqual({
      type: expect.any(String),
      title: expect.any(String),
      status: 422,
      detail: expect.any(String),
      code: "invalid",
      requestId: expect.stringMatching(/\S{8,}/),
      errors: expect.any(Array),
    });
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(["/title", "/priority"]);
    expect(JSON.stringify(problem)).not.toMatch(/\bat |arn:|\.ts|PK|TABLE/);
  });

  test.each([
    ["not JSON", "{", "400 malformed"],
    ["an array", "[]", "400 malformed"],
    ["a text", '"x"', "400 malformed"],
    ["nothing", "", "400 malformed"],
    ["an unknown field", { ...words, status: "closed" }, "400 malformed"],
    ["somebody else as requester", { ...words, requesterId: "x" }, "400 malformed"],
    [
      "a prototype",
      `{"__proto__":{"role":"admin"},"title":"t","description":"d","category":"other","priority":"low"}`,
      "400 malformed",
    ],
    ["deep nesting", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, "400 malformed"],
    ["no title", { ...words, title: undefined }, "422 invalid"],
    ["a blank title", { ...words, title: " \n " }, "422 invalid"],
    ["a title of 201 characters", { ...words, title: "x".repeat(201) }, "422 invalid"],
    ["a description of 10,001 characters", { ...words, description: "x".repeat(10_001) }, "422 invalid"],
    ["half a character", `{"title":"\\ud800","description":"d","category":"other","priority":"low"}`, "422 invalid"],
    ["a category that does not exist", { ...words, category: "nope" }, "422 invalid"],
    ["a number for a title", { ...words, title: 5 }, "422 invalid"],
    ["300 kB", { ...words, description: "x".repeat(300_000) }, "413 too_large"],
    ["7 MB, which no function takes", { ...words, description: "x".repeat(7_000_000) }, "413 too_large"],
  ])("answers a body with %s", async (_, body, expected) => {
    const before = (await finance.client.listTickets({ query: {} })).body.items[0]?.id;
    expect(await statusAndCode(await send(finance, "POST", "/v1/tickets", body))).toBe(expected);
    expect((await finance.client.listTickets({ query: {} })).body.items[0]?.id).toBe(before);
  });

  test("answers a body that is not declared to be JSON", async () => {
    const response = await send(finance, "POST", "/v1/tickets", words, { "content-type": "text/plain" });
    expect(await statusAndCode(response)).toBe("415 unsupported_media_type");
  });

  test.each(["limit=0", "limit=101", "limit=x", "limit=", "colour=red", "status=nope", "sort=title", "assignee=me"])(
    "answers a query with %s",
    async (query) =>
      expect(await statusAndCode(await send(finance, "GET", `/v1/tickets?${query}`))).toBe("400 malformed"),
  );

  test.each([
    "/v1/nothing",
    "/v1/tickets/",
    "/v1//tickets",
    "/V1/tickets",
    "/v1/tickets/%2e%2e",
    "/v1/tickets/t-1234567",
    "/v1/tickets/T-0000000",
    "/v1/tickets/T-000000%00",
    "/v1/tickets/TICKET%23x",
  ])("answers the address %s as one where there is nothing", async (path) =>
    expect(await statusAndCode(await send(admin, "GET", path))).toBe("404 not_found"),
  );

  test("answers an unknown method of a known address as one where there is nothing", async () => {
    expect(await statusAndCode(await send(admin, "DELETE", "/v1/tickets"))).toBe("404 not_found");
  });

  test("lets a browser's question pass whether another origin may call: the gateway adds what it allows to that answer", async () => {
    const asked = await fetch(`${url}/v1/tickets`, {
      method: "OPTIONS",
      headers: { origin: "https://m.example.org", "access-control-request-method": "POST" },
    });
    expect([asked.status, await asked.text()]).toEqual([204, ""]);
  });
});

describe("an unreadable ticket", () => {
  test("looks exactly like one that does not exist, on every route about a ticket", async () => {
    const { id, version } = await raise(finance, "other");
    const about = Object.entries(routes).filter(([, { path }]) => path.includes("{ticketId}"));
    for (const [name, { method, path }] of about) {
      const bodies: Record<string, unknown> = {
        editTicket: { title: "Mine now" },
        addComment: { message: "Hello" },
        assignTicket: { technicianId: await idOf(ana) },
        moveTicket: { status: "cancelled" },
        decideApproval: { decision: "approve" },
        startUpload: { name: "a.png", size: 10, contentType: "image/png" },
      };
      const answers = await Promise.all(
        [id, "T-ZZZZZZZ"].map(async (ticketId) => {
          const address = path
            .replace("{ticketId}", ticketId)
            .replace("{stage}", "hod")
            .replace("{attachmentId}", "00000000-0000-4000-8000-000000000000");
          const response = await send(engineering, method, address, bodies[name], { "if-match": `"${version}"` });
          const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>;
          return { status: response.status, problem, headers: [...response.headers.keys()].sort() };
        }),
      );
      expect(answers[0], name).toEqual(answers[1]);
      expect(answers[0]?.status, name).toBe(404);
    }
    expect((await historyOf(finance, id)).length).toBe(1);
  });
});

describe("what somebody may do", () => {
  test("is refused with 403 where they may read the ticket but not do that", async () => {
    const { id } = await raise(finance, "other");
    expect(await refusal(assign(finance, id, ana))).toBe("403 forbidden");
    expect(await refusal(move(finance, id, "in_progress"))).toBe("403 forbidden");
    expect(await refusal(move(hodFinance, id, "cancelled"))).toBe("403 forbidden");
    await assign(itHead, id, ana);
    expect(await refusal(assign(ana, id, bo))).toBe("403 forbidden");
    const note = finance.client.addComment({ params: { ticketId: id }, body: { message: "x", internal: true } });
    expect(await refusal(note)).toBe("403 forbidden");
  });

  test("is offered by allowedActions, to each reader their own", async () => {
    const { id, allowedActions } = await raise(finance);
    expect(allowedActions).toEqual(["comment", "attach", "edit", "editCategory", "cancel"]);
    expect((await ticketOf(hodFinance, id)).allowedActions).toEqual(["comment", "attach", "decide"]);
  });
});

describe("internal notes", () => {
  test("leave no trace for the requester: not in history, counts, hashes' links, version or time", async () => {
    const { id } = await raise(finance, "other");
    await assign(itHead, id, ana);
    const seen = async () => ({ ticket: await ticketOf(finance, id), history: await historyOf(finance, id) });
    const before = await seen();
    const note = await ana.client.addComment({
      params: { ticketId: id },
      body: { message: "Careful", internal: true },
    });
    expect(note.body).toMatchObject({ type: "CommentAdded", internal: true });
    expect(await seen()).toEqual(before);
    await ana.client.addComment({ params: { ticketId: id }, body: { message: "On my way" } });
    const { history } = await seen();
    expect(history.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(history.filter((event) => "previousHash" in event || "hash" in event)).toEqual([]);
    expect((await historyOf(ana, id)).map(({ message }) => message)).toEqual([
      undefined,
      undefined,
      "Careful",
      "On my way",
    ]);
  });
});

describe("an entry of a history", () => {
  test("says what the OpenAPI document describes for its type, and nothing else, to whoever reads it", async () => {
    const { id } = await raise(finance);
    const headers = { "if-match": "*" };
    await finance.client.editTicket({ params: { ticketId: id }, body: { category: "upgrade", title: "Two" }, headers });
    await reach(finance, id, "pending_hod_approval");
    await decide(hodFinance, id, "hod", "approve", "Fine");
    await reach(finance, id, "pending_it_head_approval");
    await decide(itHead, id, "it_head", "approve");
    await reach(finance, id, "approved");
    await assign(itHead, id, ana);
    await ana.client.addComment({ params: { ticketId: id }, body: { message: "Careful", internal: true } });
    await move(ana, id, "in_progress");
    const { id: refused } = await raise(finance);
    await decide(hodFinance, refused, "hod", "reject", "No");
    const read = [historyOf(finance, id), historyOf(ana, id), historyOf(finance, refused)];
    const entries = (await Promise.all(read)).flat();
    expect([...new Set(entries.map(({ type }) => type))].sort()).toEqual([
      "ApprovalGiven",
      "ApprovalRequested",
      "CommentAdded",
      "StatusChanged",
      "TicketApproved",
      "TicketAssigned",
      "TicketEdited",
      "TicketRaised",
      "TicketRejected",
    ]);
    for (const entry of entries) expect(anyEvent.parse(entry)).toEqual(entry);
  });
});

describe("editing", () => {
  const edit = (ticketId: string, headers: Record<string, string> = {}) =>
    finance.client.editTicket({ params: { ticketId }, body: { title: "Better" }, headers });

  test("needs the version that was seen, and is refused where another came first", async () => {
    const { id } = await raise(finance, "other");
    expect(await refusal(edit(id))).toBe("428 precondition_required");
    const etag = (await finance.client.getTicket({ params: { ticketId: id } })).headers.get("etag") ?? "";
    const edited = await edit(id, { "if-match": etag });
    expect(edited.body.title).toBe("Better");
    expect(edited.headers.get("etag")).toBe(`"${edited.body.version}"`);
    expect(await refusal(edit(id, { "if-match": etag }))).toBe("412 stale_version");
  });

  test("takes the version that raising answered, though the machine has asked for a decision meanwhile, and no older one", async () => {
    const { id } = await raise(finance);
    await until(
      () => ticketOf(finance, id),
      ({ version }) => version === 2,
      "the machine's asking",
    );
    expect((await edit(id, { "if-match": '"1"' })).body).toMatchObject({ title: "Better", version: 3 });
    for (const stale of ['"1"', '"2"', '"03"'])
      expect(await refusal(edit(id, { "if-match": stale }))).toBe("412 stale_version");
  });

  test("is not all that heeds If-Match: any other change is refused as well where another came first", async () => {
    const { id, version } = await raise(finance, "other");
    const technicianId = await idOf(ana);
    const assignAt = (seen: number) => {
      const headers = { "if-match": `"${seen}"` };
      return itHead.client.assignTicket({ params: { ticketId: id }, body: { technicianId }, headers });
    };
    expect(await refusal(assignAt(version + 1))).toBe("412 stale_version");
    expect((await assignAt(version)).body.status).toBe("assigned");
  });

  test("takes the version as HTTP writes it: one of several, a weak one, or any", async () => {
    const { id, version } = await raise(finance, "other");
    const described = (match: string, description: string) =>
      finance.client.editTicket({ params: { ticketId: id }, body: { description }, headers: { "if-match": match } });
    expect((await described(`"7", W/"${version}"`, "One")).body.description).toBe("One");
    expect((await described("*", "Two")).body.description).toBe("Two");
    expect(await refusal(described(`${version + 2}`, "Three"))).toBe("412 stale_version");
  });
});

describe("an Idempotency-Key", () => {
  const post = (key: string, body: unknown = words, by = finance) =>
    send(by, "POST", "/v1/tickets", body, { "idempotency-key": key });

  test("gives the same answer again, and does nothing twice", async () => {
    const key = randomUUID();
    const [first, second] = [await post(key), await post(key)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect([first.headers.get("idempotency-replayed"), second.headers.get("idempotency-replayed")]).toEqual([
      null,
      "true",
    ]);
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    const body = (await first.json()) as { id: string };
    expect(await second.json()).toEqual(body);
    const list = await finance.client.listTickets({ query: { limit: 100 } });
    expect(list.body.items.filter(({ id }) => id === body.id)).toHaveLength(1);
  });

  test("belongs to one body and one caller", async () => {
    const key = randomUUID();
    const first = (await (await post(key)).json()) as { id: string };
    expect(await statusAndCode(await post(key, { ...words, title: "Another" }))).toBe("422 idempotency_key_reused");
    const other = (await (await post(key, words, engineering)).json()) as { id: string };
    expect(other.id).not.toBe(first.id);
  });

  test("that is used many times at one moment makes one ticket", async () => {
    const key = randomUUID();
    const replies = await Promise.all(Array.from({ length: 20 }, () => post(key)));
    const made = replies.filter(({ status }) => status === 201);
    const ids = await Promise.all(made.map(async (reply) => ((await reply.json()) as { id: string }).id));
    expect(new Set(ids).size).toBe(1);
    expect(replies.filter(({ status }) => status !== 201).every(({ status }) => status === 409)).toBe(true);
  });

  test("is free again after a refusal", async () => {
    const key = randomUUID();
    expect((await post(key, { ...words, category: "nope" })).status).toBe(422);
    expect((await post(key)).status).toBe(201);
  });

  test("works for comments and decisions too", async () => {
    const { id } = await raise(finance);
    const comment = () =>
      send(finance, "POST", `/v1/tickets/${id}/comments`, { message: "Hi" }, { "idempotency-key": "hi" });
    expect([(await comment()).status, (await comment()).status]).toEqual([201, 201]);
    const approve = () =>
      send(
        hodFinance,
        "POST",
        `/v1/tickets/${id}/approvals/hod/decision`,
        { decision: "approve" },
        { "idempotency-key": `d-${id}` },
      );
    expect([(await approve()).status, (await approve()).status]).toEqual([200, 200]);
    expect(await refusal(decide(hodFinance, id, "hod", "approve"))).toMatch(/^409 /);
    expect((await historyOf(finance, id)).filter(({ type }) => type === "CommentAdded")).toHaveLength(1);
  });

  test.each(["3f2b9c1e-5d0a-4c39-9a50-0f6f3c1f7a11", "kT9+/w==", "order:7~a.b_c"])(
    "that is made up in a usual way (%s) is taken",
    async (key) => {
      expect((await post(key)).status).toBe(201);
    },
  );

  test.each(["", "x".repeat(300), "a#b", "a b"])("that cannot be one (%s) is refused", async (key) => {
    expect(await statusAndCode(await post(key))).toBe("400 malformed");
  });
});

describe("one's own account", () => {
  test("can be changed in name, phone and notifications, and in nothing else", async () => {
    const phone = "+4915112345678";
    expect((await bo.client.changeMe({ body: { phone } })).body.phone).toBe(phone);
    for (const body of [
      { role: "admin" },
      { department: "it" },
      { disabled: false },
      { email: "x@example.com" },
      { "custom:role": "admin" },
    ]) {
      expect(await statusAndCode(await send(bo, "PATCH", "/v1/me", body))).toBe("400 malformed");
    }
    expect(await statusAndCode(await send(bo, "PATCH", "/v1/me", { phone: "0151 123" }))).toBe("422 invalid");
    expect((await bo.client.getMe({})).body).toMatchObject({ role: "technician", phone });
  });
});

describe("what is public", () => {
  test("is the health of the service and its description", async () => {
    expect(await (await send(null, "GET", "/v1/health")).json()).toEqual({ status: "ok" });
    expect(((await (await send(null, "GET", "/v1/openapi.json")).json()) as { openapi: string }).openapi).toBe("3.1.0");
  });

  test("everything else needs a sign-in", async () => {
    for (const { method, path, access } of Object.values(routes)) {
      if (access === "public") continue;
      const response = await send(null, method, path.replace("{ticketId}", "T-0000000").replace("{stage}", "hod"));
      expect(await statusAndCode(response), path).toBe("401 unauthenticated");
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  test("a token that names a key nobody has is no token, as often as it comes", async () => {
    const [, payload, signature] = finance.accessToken.split(".");
    const head = Buffer.from(JSON.stringify({ alg: "RS256", kid: "nobody's" })).toString("base64url");
    const authorization = `Bearer ${[head, payload, signature].join(".")}`;
    for (let times = 0; times < 3; times++)
      expect(await statusAndCode(await send(null, "GET", "/v1/me", undefined, { authorization }))).toBe(
        "401 unauthenticated",
      );
    expect((await send(finance, "GET", "/v1/me")).status).toBe(200);
  });

  test("no answer may be kept by a cache, or taken for anything but JSON", async () => {
    for (const path of ["/v1/me", "/v1/tickets", "/v1/nothing"]) {
      const { headers } = await send(finance, "GET", path);
      expect([headers.get("cache-control"), headers.get("x-content-type-options")]).toEqual(["no-store", "nosniff"]);
    }
  });

  test("the client finds what it needs in /config.json", async () => {
    expect(await (await fetch(new URL("/config.json", url))).json()).toEqual({
      apiUrl: url.replace(/\/$/, ""),
      auth: {
        endpoint: expect.stringContaining(url),
        region: "us-east-1",
        userPoolId: expect.any(String),
        clientId: expect.any(String),
      },
    });
  });
});

test("the catalogue lists the shipped categories with their stages, and the departments", async () => {
  const categories = (await finance.client.listCategories({})).body.items;
  expect(categories).toContainEqual({
    id: "license-request",
    name: "License request",
    approvals: ["hod", "it_head"],
    active: true,
  });
  expect(categories).toHaveLength(7);
  expect((await finance.client.listDepartments({})).body.items.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["engineering", "finance"]),
  );
});

test("the catalogue comes page by page where a limit is given, each entry once", async () => {
  const whole = (await finance.client.listCategories({})).body;
  const first = (await finance.client.listCategories({ query: { limit: 4 } })).body;
  const rest = (await finance.client.listCategories({ query: { limit: 3, cursor: String(first.nextCursor) } })).body;
  expect([...first.items, ...rest.items]).toEqual(whole.items);
  expect([whole.nextCursor, rest.nextCursor]).toEqual([null, null]);
  const cursor = encodeURIComponent(String(first.nextCursor));
  const elsewhere = await send(finance, "GET", `/v1/departments?cursor=${cursor}`);
  expect(await statusAndCode(elsewhere)).toBe("400 invalid_cursor");
});
