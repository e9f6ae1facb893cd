import { lazy, Suspense, useEffect } from "react";
import { useNavigate } from "react-router";
import { queryClient } from "../api/queryClient.ts";
import { SignIn } from "../session/SignIn.tsx";
import { useEnding, useIsSignedIn } from "../session/session.ts";
import { loadSignedIn, takeHeadStart } from "./headStart.ts";
import { NotLoaded } from "./NotLoaded.tsx";
import { PageBoundary } from "./PageBoundary.tsx";
import { Starting } from "./Starting.tsx";

const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));

/** The sign-in alone is what a first visit loads; all the rest follows when somebody is signed in. */
export function App() {
  const isSignedIn = useIsSignedIn();
  const hasSignedOut = useEnding() === "signedOut";
  const navigate = useNavigate();
  useEffect(() => {
    // After a reload main.tsx has, before there were messages to show anything with.
    if (isSignedIn) takeHeadStart();
    // Nothing of one person's is left in memory for the next.
    else queryClient.clear();
  }, [isSignedIn]);
  useEffect(() => {
    // Whoever signs in next starts at the beginning, not where the last one was.
    if (hasSignedOut) void navigate("/", { replace: true });
  }, [hasSignedOut, navigate]);
  if (!isSignedIn) return <SignIn />;
  return (
    <PageBoundary address="" failed={<NotLoaded />}>
      <Suspense fallback={<Starting />}>
        <SignedIn />
      </Suspense>
    </PageBoundary>
  );
}
