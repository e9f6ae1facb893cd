import { Center } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Route, Routes, useLocation } from "react-router";
import { useLive } from "../api/live.ts";
import { meQuery } from "../api/me.ts";
import { ErrorNotice } from "../parts/ErrorNotice.tsx";
import { NotFound } from "../parts/NotFound.tsx";
import { PageSkeleton } from "../parts/PageSkeleton.tsx";
import { PageBoundary } from "./PageBoundary.tsx";
import { pages } from "./pages.ts";
import { Shell } from "./Shell.tsx";
import { Starting } from "./Starting.tsx";

const shown = Object.entries(pages).map(([path, load]) => {
  const Page = lazy(async () => ({ default: (await load()).Component }));
  return <Route key={path} path={path} element={<Page />} />;
});

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
            {shown}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </PageBoundary>
    </Shell>
  );
}
