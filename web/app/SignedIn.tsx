import { Center } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentType, lazy, Suspense } from "react";
import { Route, Routes, useLocation } from "react-router";
import { useLive } from "../api/live.ts";
import { meQuery } from "../api/me.ts";
import { ErrorNotice } from "../parts/ErrorNotice.tsx";
import { NotFound } from "../parts/NotFound.tsx";
import { PageSkeleton } from "../parts/PageSkeleton.tsx";
import { PageBoundary } from "./PageBoundary.tsx";
import { Shell } from "./Shell.tsx";
import { Starting } from "./Starting.tsx";

/** A page that is loaded when somebody goes there. */
const page = (load: () => Promise<{ Component: ComponentType }>) =>
  lazy(async () => ({ default: (await load()).Component }));

const pages = {
  "/": page(() => import("../pages/dashboard/Dashboard.tsx")),
  "/tickets": page(() => import("../pages/tickets/Tickets.tsx")),
  "/tickets/new": page(() => import("../pages/newTicket/NewTicket.tsx")),
  "/tickets/:ticketId": page(() => import("../pages/ticket/TicketPage.tsx")),
  "/approvals": page(() => import("../pages/approvals/Approvals.tsx")),
  "/notifications": page(() => import("../pages/notifications/Notifications.tsx")),
  "/people": page(() => import("../pages/people/People.tsx")),
  "/people/:userId": page(() => import("../pages/people/Person.tsx")),
  "/categories": page(() => import("../pages/catalogue/Categories.tsx")),
  "/departments": page(() => import("../pages/catalogue/Departments.tsx")),
  "/audit": page(() => import("../pages/audit/Audit.tsx")),
  "/profile": page(() => import("../pages/profile/Profile.tsx")),
};

/** Everything behind the sign-in. */
export function SignedIn() {
  const { data: me, error, refetch } = useQuery(meQuery);
  const { pathname } = useLocation();
  useLive(me?.id);
  if (error && !me) {
    return (
      <Center component="main" mih="100vh" p="md">
        <ErrorNotice error={error} retry={() => void refetch()} />
      </Center>
    );
  }
  if (!me) return <Starting />;
  return (
    <Shell me={me}>
      <PageBoundary address={pathname}>
        <Suspense fallback={<PageSkeleton />}>
          <Routes>
            {Object.entries(pages).map(([path, Component]) => (
              <Route key={path} path={path} element={<Component />} />
            ))}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </PageBoundary>
    </Shell>
  );
}
