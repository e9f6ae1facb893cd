import { routes } from "../contract/routes.ts";
import { ownAction } from "../http/action.ts";
import { beginExport } from "../http/beginExport.ts";

export const handler = ownAction(routes.createExport, ({ account, body }) => beginExport(account, body));
