import openapi from "../contract/openapi.json" with { type: "json" };
import { routes } from "../contract/routes.ts";
import { publicEndpoint } from "../http/endpoint.ts";

export const handler = publicEndpoint(routes.getOpenapi, () => openapi);
