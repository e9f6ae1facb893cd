import { routes } from "../contract/routes.ts";
import { ticketEndpoint } from "../http/endpoint.ts";
import { loadOpened, openedView } from "../http/openedTicket.ts";

export const handler = ticketEndpoint(routes.getTicket, { may: "read", load: loadOpened, show: openedView });
