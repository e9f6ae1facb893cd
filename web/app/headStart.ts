import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/queryClient.ts";
import { loadPage } from "./pages.ts";

export const loadSignedIn = () => import("./SignedIn.tsx");

/**
 * What somebody who is signed in will need, begun side by side: on a phone, each step that waits for the one before is a way to
 * the server and back. Whoever needs it asks again, and is told what failed.
 */
export function takeHeadStart(): void {
  for (const begun of [loadSignedIn(), loadPage(window.location.pathname)]) begun.catch(() => {});
  void queryClient.prefetchQuery(meQuery);
}
