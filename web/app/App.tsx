import { lazy, Suspense, useEffect } from "react";
import { queryClient } from "../api/queryClient.ts";
import { SignIn } from "../session/SignIn.tsx";
import { useIsSignedIn } from "../session/session.ts";
import { Starting } from "./Starting.tsx";

const SignedIn = lazy(() => import("./SignedIn.tsx").then(({ SignedIn: component }) => ({ default: component })));

/** The sign-in alone is what a first visit loads; all the rest follows when somebody is signed in. */
export function App() {
  const isSignedIn = useIsSignedIn();
  useEffect(() => {
    // Nothing of one person's is left in memory for the next.
    if (!isSignedIn) queryClient.clear();
  }, [isSignedIn]);
  if (!isSignedIn) return <SignIn />;
  return (
    <Suspense fallback={<Starting />}>
      <SignedIn />
    </Suspense>
  );
}
