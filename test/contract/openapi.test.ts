import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { meanings } from "../../functions/contract/meanings.ts";
import { parameterNotes } from "../../functions/contract/notes.ts";
import committed from "../../functions/contract/openapi.json" with { type: "json" };
import { openapiDocument } from "../../functions/contract/openapi.ts";
import type { Route } from "../../functions/contract/route.ts";
import { routes } from "../../functions/contract/routes.ts";
import { moves } from "../../functions/domain/lifecycle.ts";
import { Problem, problemCodes } from "../../functions/domain/problem.ts";
import { problemAnswer } from "../../functions/http/problem.ts";

const guide = readFileSync("docs/api.md", "utf8");
const all = Object.entries<Route>(routes);
type Content = { content?: Record<string, { schema?: { $ref?: string } }> };
type Operation = {
  operationId: string;
  tags: string[];
  parameters: { name: string }[];
  requestBody?: Content;
  responses: Record<string, Content>;
};
const operations = Object.values(committed.paths).flatMap((path) => Object.values(path)) as Operation[];

describe("the contract", () => {
  test("the committed OpenAPI document says what the routes say (npm run openapi writes it)", () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(openapiDocument(guide))));
  });

  test("If-Match is named where a ticket that is there is changed, and nowhere else", () => {
    const named = operations.filter(({ parameters }) => parameters.some(({ name }) => name === "If-Match"));
    expect(named.map(({ operationId }) => operationId).sort()).toEqual([
      "assignTicket",
      "decideApproval",
      "editTicket",
      "moveTicket",
    ]);
  });

  test("every operation stands in one group of the documentation", () => {
    const groups = committed.tags.map(({ name }) => name);
    const astray = operations.filter(({ tags }) => tags.length !== 1 || !groups.includes(tags[0] ?? ""));
    expect(astray.map(({ operationId }) => operationId)).toEqual([]);
  });

  test("the document names every code that a problem may have", () => {
    expect(committed.components.schemas.Problem.properties.code).toMatchObject({ type: "string", enum: problemCodes });
  });

  test("the guide tells each code beside the status that it comes with, and no other", () => {
    const rows = [...guide.matchAll(/^\| (\d{3}) \| ([^|]+) \|/gm)].flatMap(([, status, codes = ""]) =>
      [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => `${status} ${code}`),
    );
    const answered = problemCodes.map((code) => `${problemAnswer(new Problem(code, ""), "").statusCode} ${code}`);
    expect(rows.sort()).toEqual(answered.sort());
  });

  test("the guide tells which status people may move a ticket to from each", () => {
    const rows = [...guide.matchAll(/^\| (`[^|]+) \| ([^|]+) \|$/gm)].map(([, from = "", to = ""]) => [from, to]);
    const wordsIn = (text: string) => [...text.matchAll(/`(\w+)`/g)].map(([, word]) => word);
    for (const [from, legal] of Object.entries(moves)) {
      const to = rows.find(([left = ""]) => wordsIn(left).includes(from))?.[1] ?? "";
      expect([from, ...wordsIn(to.split(";")[0] ?? "").sort()]).toEqual([from, ...[...legal].sort()]);
    }
  });

  test("what a client's types are made from has a name: each body, and each answer that is more than one field", () => {
    const nameless = operations.flatMap(({ operationId, requestBody, responses }) => {
      const schemas = [requestBody, ...Object.values(responses)].map(
        (part) => part?.content?.["application/json"]?.schema,
      );
      return schemas.filter((schema) => schema && !schema.$ref).map(() => operationId);
    });
    expect(nameless.sort()).toEqual([
      "createSocketTicket",
      "getHealth",
      "getOpenapi",
      "readAllNotifications",
      "resetPassword",
      "resetSecondFactor",
    ]);
  });

  test("an answer may get another field, and no request may have one that is not known", () => {
    const { Ticket, NewTicket } = committed.components.schemas;
    expect(Ticket).not.toHaveProperty("additionalProperties");
    expect(NewTicket.additionalProperties).toBe(false);
  });

  test("each meaning is told of a schema and a field, or of a parameter, that the document has", () => {
    const schemas = committed.components.schemas as Record<string, { properties?: object }>;
    const astray = Object.entries(meanings).flatMap(([name, fields]) => {
      const known = { "": true, ...schemas[name]?.properties };
      return Object.keys(fields)
        .filter((field) => !(field in known) || !(name in schemas))
        .map((field) => `${name}.${field}`);
    });
    expect(astray).toEqual([]);
    const parameters = operations.flatMap((one) => one.parameters.map(({ name }) => name));
    expect(Object.keys(parameterNotes).filter((name) => !parameters.includes(name))).toEqual([]);
    expect(astray).toEqual([]);
  });

  test.each(all)("%s has a handler of its own name", (name) => {
    expect(existsSync(`functions/api/${name}.ts`)).toBe(true);
  });

  test("there is no handler without a route", () => {
    expect(readdirSync("functions/api").map((file) => file.replace(/\.ts$/, ""))).toEqual(
      expect.arrayContaining(Object.keys(routes)),
    );
    expect(readdirSync("functions/api")).toHaveLength(all.length);
  });

  test.each(all)("%s takes the parameters that its path names", (_, { path, params }) => {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(params?.def.shape ?? {})).toEqual(named);
  });

  test("no two routes share a method and a path", () => {
    const addresses = all.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test.each(all.filter(([, { body, query }]) => body ?? query))(
    "%s refuses fields that it does not know",
    (_, route) => {
      for (const schema of [route.body, route.query]) {
        const issues = schema?.safeParse({ surprise: 1 }).error?.issues ?? [];
        if (schema) expect(issues.map(({ code }) => code)).toContain("unrecognized_keys");
      }
    },
  );
});
