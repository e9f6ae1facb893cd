import { routes } from "../contract/routes.ts";
import { publicEndpoint } from "../http/lambda.ts";

export const handler = publicEndpoint(routes.getHealth, () => ({ status: "ok" as const }));
