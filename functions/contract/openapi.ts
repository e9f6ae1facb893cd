import { answerHeaders, headers } from "./headers.ts";
import { names } from "./names.ts";
import { notes, parameterNotes } from "./notes.ts";
import { gatewayRefusal, problem, problemResponse } from "./problemSchema.ts";
import type { Route } from "./route.ts";
import { type RouteName, routes } from "./routes.ts";
import { type Json, schemaBook } from "./schemaBook.ts";

/** The OpenAPI 3.1 document of the whole API, made from the list of routes; `guide` (Markdown) stands before it. */
export function openapiDocument(guide: string): Json {
  const book = schemaBook();
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = paths[route.path] ?? {};
    paths[route.path] = { ...path, [route.method.toLowerCase()]: operation(name as RouteName, route, book.of) };
  }
  if (names.Pushed) book.of(names.Pushed.schema, "output"); // what no operation answers
  const schemas = {
    GatewayRefusal: gatewayRefusal,
    Problem: problem,
    ...Object.fromEntries(Object.entries(book.components).sort()),
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "Ticket desk",
      version: "1.0.0",
      description: guide.replace(/^# .*\n+/, ""), // the document has a title of its own
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ accessToken: [] }],
    tags: tags.map(({ name, description }) => ({ name, description })),
    paths,
    components: { securitySchemes, schemas, responses: { Problem: problemResponse } },
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

type Of = ReturnType<typeof schemaBook>["of"];

function operation(operationId: RouteName, route: Route, of: Of): Json {
  const note = notes[operationId];
  return {
    operationId,
    summary: route.summary,
    ...(note && { description: note }),
    tags: tagOf(route.path),
    ...(route.access === "public" && { security: [] }),
    parameters: [...parameters("path", route.params, of), ...parameters("query", route.query, of), ...headers(route)],
    ...(route.body && { requestBody: { required: true, content: json(of(route.body, "input")) } }),
    responses: {
      [route.status]: {
        description: route.summary,
        headers: answerHeaders(operationId, route),
        content: json(of(route.result, "output")),
      },
      "4XX": { $ref: "#/components/responses/Problem" },
      "5XX": { $ref: "#/components/responses/Problem" },
    },
  };
}

function parameters(place: "path" | "query", schema: Route["params"], of: Of): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = of(schema, "input") as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(parameterNotes[name] && { description: parameterNotes[name] }),
    schema: property,
  }));
}

const json = (schema: Json): Json => ({ "application/json": { schema } });

const securitySchemes = {
  accessToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The access token of the Cognito user pool that /config.json names; not the ID token",
  },
};
