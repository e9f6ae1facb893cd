import openapi from "../contract/openapi.json" with { type: "json" };
import { routes } from "../contract/routes.ts";
import { publicEndpoint } from "../http/lambda.ts";

export const handler = publicEndpoint(routes.getOpenapi, () => openapi);
