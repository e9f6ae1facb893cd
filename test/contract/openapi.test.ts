import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import committed from "../../functions/contract/openapi.json" with { type: "json" };
import { openapiDocument } from "../../functions/contract/openapi.ts";
import type { Route } from "../../functions/contract/route.ts";
import { routes } from "../../functions/contract/routes.ts";
import { problemCodes } from "../../functions/domain/problem.ts";

const all = Object.entries<Route>(routes);
type Operation = { operationId: string; tags: string[]; parameters: { name: string }[] };
const operations = Object.values(committed.paths).flatMap((path) => Object.values(path)) as Operation[];

describe("the contract", () => {
  test("the committed OpenAPI document says what the routes say (npm run openapi writes it)", () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(openapiDocument())));
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
    expect(committed.components.schemas.Problem.properties.code).toEqual({ type: "string", enum: problemCodes });
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
