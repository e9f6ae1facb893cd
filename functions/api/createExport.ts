import { routes } from "../contract/routes.ts";
import { beginExport } from "../http/beginExport.ts";
import { endpoint } from "../http/endpoint.ts";

export const handler = endpoint(routes.createExport, ({ account, body }) => beginExport(account, body));
