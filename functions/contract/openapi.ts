import * as z from "zod/mini";
import { problemCodes } from "../domain/problem.ts";
import { idempotencyKey, type Route } from "./route.ts";
import { routes } from "./routes.ts";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the whole API, made from the list of routes. */
export function openapiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Ticket desk",
      version: "1.0.0",
      description: "A help desk with management approval. Times are ISO 8601, UTC; errors are RFC 9457 problems.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ accessToken: [] }],
    tags: tags.map(({ name, description }) => ({ name, description })),
    paths,
    components: { securitySchemes, schemas: { Problem: problem }, responses: { Problem: problemResponse } },
  };
}

/** The groups of operations, by the first word of their paths. */
const tags = [
  { name: "Accounts", description: "People and what they are told", words: ["me", "users"] },
  { name: "Tickets", description: "Raising, reading and working on tickets", words: ["tickets", "exports"] },
  { name: "Approvals", description: "Deciding", words: ["approvals"] },
  { name: "Dashboard", description: "What there is to see and to do", words: ["dashboard"] },
  { name: "Notifications", description: "What you are told, and live", words: ["notifications", "socket-tickets"] },
  { name: "Catalogue", description: "Categories and departments", words: ["categories", "departments"] },
  { name: "Audit", description: "Who changed accounts and the catalogue", words: ["audit"] },
  { name: "Service", description: "The service itself", words: ["openapi.json", "health"] },
];

const tagOf = (path: string): string[] =>
  tags.filter(({ words }) => words.includes(path.split("/")[2] ?? "")).map(({ name }) => name);

function operation(operationId: string, route: Route): Json {
  return {
    operationId,
    summary: route.summary,
    tags: tagOf(route.path),
    ...(route.access === "public" && { security: [] }),
    parameters: [...parameters("path", route.params), ...parameters("query", route.query), ...headers(route)],
    ...(route.body && { requestBody: { required: true, content: json(schemaOf(route.body, "input")) } }),
    responses: {
      [route.status]: {
        description: route.summary,
        ...(route.versioned && { headers: { ETag: { schema: { type: "string" } } } }),
        content: json(schemaOf(route.result, "output")),
      },
      "4XX": { $ref: "#/components/responses/Problem" },
      "5XX": { $ref: "#/components/responses/Problem" },
    },
  };
}

function parameters(place: "path" | "query", schema: Route["params"]): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function headers({ method, versioned, params }: Route): Json[] {
  const text = { type: "string" };
  const ifMatch = { name: "If-Match", in: "header", required: versioned === "requires", schema: text };
  const key = { name: "Idempotency-Key", in: "header", schema: { ...text, pattern: idempotencyKey.source } };
  const changes = versioned && params && method !== "GET"; // what is raised has no version yet
  return [...(changes ? [ifMatch] : []), ...(method === "POST" ? [key] : [])];
}

function schemaOf(schema: z.ZodMiniType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

const json = (schema: Json): Json => ({ "application/json": { schema } });

const securitySchemes = { accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } };

const problem = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "requestId", "errors"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", enum: problemCodes },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "detail"],
        properties: { pointer: { type: "string" }, detail: { type: "string" } },
      },
    },
  },
};

const problemResponse = {
  description: "What is wrong, as RFC 9457 describes it",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};
