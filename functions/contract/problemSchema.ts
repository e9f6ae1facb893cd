import { problemCodes } from "../domain/problem.ts";
import { header } from "./headers.ts";
import { meanings } from "./meanings.ts";

const text = { type: "string" };

/** What every refusal looks like. */
export const problem = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "requestId", "errors"],
  properties: {
    type: { ...text, description: meanings.Problem?.type },
    title: text,
    status: { type: "integer" },
    detail: { ...text, description: meanings.Problem?.detail },
    code: { ...text, enum: problemCodes, description: meanings.Problem?.code },
    requestId: { ...text, description: meanings.Problem?.requestId },
    errors: {
      type: "array",
      description: meanings.Problem?.errors,
      items: {
        type: "object",
        required: ["pointer", "detail"],
        properties: {
          pointer: { ...text, description: "A JSON pointer into the body, or the name of a parameter after a slash" },
          detail: text,
        },
      },
    },
  },
};

export const problemResponse = {
  description: "What is wrong, as RFC 9457 describes it",
  headers: { "Retry-After": header("Seconds to wait, with 429 and 503 where they are known") },
  content: {
    "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
    "application/json": { schema: { $ref: "#/components/schemas/GatewayRefusal" } },
  },
};

/** What API Gateway says where it refuses a request by itself. */
export const gatewayRefusal = {
  type: "object",
  description: "On AWS, a refusal of the gateway before the desk sees the request: go by the status",
  properties: { message: text },
};
