import type { ComponentType } from "react";
import { matchPath } from "react-router";

/** The pages behind the sign-in. Each is a file of its own, which is loaded when somebody goes there. */
export const pages: Record<string, () => Promise<{ Component: ComponentType }>> = {
  "/": () => import("../pages/dashboard/Dashboard.tsx"),
  "/tickets": () => import("../pages/tickets/Tickets.tsx"),
  "/tickets/new": () => import("../pages/newTicket/NewTicket.tsx"),
  "/tickets/:ticketId": () => import("../pages/ticket/TicketPage.tsx"),
  "/approvals": () => import("../pages/approvals/Approvals.tsx"),
  "/notifications": () => import("../pages/notifications/Notifications.tsx"),
  "/people": () => import("../pages/people/People.tsx"),
  "/people/:userId": () => import("../pages/people/Person.tsx"),
  "/categories": () => import("../pages/catalogue/Categories.tsx"),
  "/departments": () => import("../pages/catalogue/Departments.tsx"),
  "/audit": () => import("../pages/audit/Audit.tsx"),
  "/profile": () => import("../pages/profile/Profile.tsx"),
};

/** Loads the page of an address. */
export async function loadPage(address: string): Promise<void> {
  const [, load] = Object.entries(pages).find(([path]) => matchPath(path, address)) ?? [];
  await load?.();
}
