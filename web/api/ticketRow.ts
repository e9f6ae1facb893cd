import type { Result } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";

/** A ticket as lists show it. */
export type TicketRow = Result<typeof routes.listTickets>["items"][number];
