import { routes } from "../contract/routes.ts";
import { endpoint } from "../http/endpoint.ts";

export const handler = endpoint(routes.getMe, ({ account }) => account);
