import { routes } from "../contract/routes.ts";
import { publicEndpoint } from "../http/endpoint.ts";

export const handler = publicEndpoint(routes.getHealth, () => ({ status: "ok" as const }));
