import { idempotencyKey, type Route } from "./route.ts";
import type { RouteName } from "./routes.ts";
import type { Json } from "./schemaBook.ts";

/** The headers that a request may carry. */
export function headers({ method, versioned, params }: Route): Json[] {
  const ifMatch = {
    name: "If-Match",
    in: "header",
    required: versioned === "requires",
    ...header("The ETag of the ticket as it was read, quotes and all, or `*` for any; 412 where it has changed since"),
  };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    ...header("Made up for each thing that is to be done, such as a UUID, and sent again with each try of it", {
      ...text,
      pattern: idempotencyKey.source,
    }),
  };
  const changes = versioned && params && method !== "GET"; // what is raised has no version yet
  return [...(changes ? [ifMatch] : []), ...(method === "POST" ? [key] : [])];
}

/** The headers that a success comes with. */
export const answerHeaders = (name: RouteName, { method, versioned }: Route): Json => ({
  ...(versioned && { ETag: header("The version of the ticket, for If-Match") }),
  ...(located.includes(name) && { Location: header("The path of what was made") }),
  ...(method === "POST" && {
    "Idempotency-Replayed": header("`true` where the answer is that of an earlier try; else it is missing"),
  }),
});

const located: readonly RouteName[] = ["raiseTicket", "createUser"];

const text = { type: "string" };
export const header = (description: string, schema: Json = text): Json => ({ description, schema });
