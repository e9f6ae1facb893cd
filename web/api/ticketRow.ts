import type { Result } from "../../functions/contract/route.ts";
import type { routes } from "../../functions/contract/routes.ts";

/** A ticket as lists show it. */
export type TicketRow = Result<typeof routes.listTickets>["items"][number];

/** Which of its times a list shows: the one that it is in the order of. */
export type ShownTime = "createdAt" | "updatedAt";
