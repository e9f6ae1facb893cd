import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/queryClient.ts";
import { loadSignedIn } from "./App.tsx";
import { loadPage } from "./pages.ts";

/**
 * What somebody who comes back signed in will need, begun side by side with the messages: on a phone, each step that waits for
 * the one before is a way to the server and back. Whoever needs it asks again, and is told what failed.
 */
export function takeHeadStart(): void {
  for (const begun of [loadSignedIn(), loadPage(window.location.pathname)]) begun.catch(() => {});
  void queryClient.prefetchQuery(meQuery);
}
