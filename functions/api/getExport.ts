import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";
import { showExport } from "../http/showExport.ts";

export const handler = endpoint(routes.getExport, ({ account, params }) => showExport(account, params.exportId));
